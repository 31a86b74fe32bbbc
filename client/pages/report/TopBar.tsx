/** The bar above the workbench: which report, its stage, whether all is stored, who is here, the ways out. */
import { ActionIcon, Button, Group, Tooltip } from '@mantine/core'
import { IconArrowLeft, IconBook2, IconListCheck, IconLayoutSidebarRight } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from '../../i18n.ts'
import { Link } from 'react-router'
import type { Report } from '../../../shared/api.ts'
import { mayEditOutline } from '../../../shared/permissions.ts'
import { useReportPart } from '../../collab/react.tsx'
import type { Present } from '../../collab/types.ts'
import type { SourcesBy } from '../../editor/use-sources.ts'
import { SetAsideButton } from '../../set-aside/SetAsideButton.tsx'
import { InboxBell } from '../../ui/InboxBell.tsx'
import { LanguageSwitch } from '../../ui/LanguageSwitch.tsx'
import { SchemeSwitch } from '../../ui/SchemeSwitch.tsx'
import { useSession } from '../../ui/session.tsx'
import { ExportMenu } from './ExportMenu.tsx'
import { MoreMenu } from './MoreMenu.tsx'
import { PeoplePresent } from './PeoplePresent.tsx'
import { StageMenu } from './StageMenu.tsx'
import { StoredLight } from './StoredLight.tsx'
import { TitleField } from './TitleField.tsx'

type Props = {
  readonly report: Report
  readonly present: readonly Present[]
  readonly panelOpen: boolean
  readonly onPanel: () => void
  readonly onHelp: () => void
  readonly onFind: () => void
  readonly sourcesBy: SourcesBy
  readonly onSources: (by: SourcesBy) => void
}

/** By itself: it changes twice with every key. */
function LiveLight() {
  return <StoredLight light={useReportPart(({ light }) => light)} />
}

export const TopBar = memo(function TopBar({
  report,
  present,
  panelOpen,
  onPanel,
  onHelp,
  onFind,
  sourcesBy,
  onSources,
}: Props) {
  const { t } = useTranslation()
  const { actor } = useSession()
  const panelWords = panelOpen ? t('reports.closePanel') : t('reports.openPanel')
  return (
    <header className="bench-bar">
      <Tooltip label={t('common.toReports')}>
        <ActionIcon
          component={Link}
          to="/"
          variant="subtle"
          color="gray"
          size={36}
          className="quiet"
          aria-label={t('common.toReports')}
        >
          <IconArrowLeft size={20} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <TitleField report={report} editable={mayEditOutline(actor, report)} />
      <StageMenu report={report} />
      <LiveLight />
      <PeoplePresent report={report} present={present} />
      <Group gap={4} wrap="nowrap" className="bench-actions">
        <SetAsideButton />
        <Button
          component={Link}
          to={`/reports/${report.id}/board`}
          variant="default"
          size="sm"
          leftSection={<IconListCheck size={17} stroke={1.6} />}
        >
          {t('board.toBoard')}
        </Button>
        <Button
          component={Link}
          to={`/reports/${report.id}/read`}
          variant="default"
          size="sm"
          leftSection={<IconBook2 size={17} stroke={1.6} />}
        >
          {t('reports.read')}
        </Button>
        <ExportMenu report={report} />
        <InboxBell />
        <span className="bench-switches">
          <LanguageSwitch />
          <SchemeSwitch />
        </span>
        <Tooltip label={panelWords}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            className="quiet bench-fold"
            aria-label={panelWords}
            aria-expanded={panelOpen}
            onClick={onPanel}
          >
            <IconLayoutSidebarRight size={20} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        <MoreMenu
          report={report}
          onHelp={onHelp}
          onFind={onFind}
          sourcesBy={sourcesBy}
          onSources={onSources}
        />
      </Group>
    </header>
  )
})
