/** What is needed seldom: settings, keys, deleting the report. */
import { ActionIcon, Menu } from '@mantine/core'
import {
  IconArrowsExchange,
  IconDotsVertical,
  IconFileCheck,
  IconFileText,
  IconGitCompare,
  IconHistory,
  IconKeyboard,
  IconMessages,
  IconReplace,
  IconPalette,
  IconSettings,
  IconTemplate,
  IconTrash,
} from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import { Link, useNavigate } from 'react-router'
import type { Report } from '../../../shared/api.ts'
import {
  mayAssemble,
  mayBringFiles,
  mayConsult,
  mayCreateReport,
  mayDeleteReport,
  mayEditOutline,
  mayKeepTemplates,
} from '../../../shared/permissions.ts'
import { isClosed } from '../../../shared/report.ts'
import { call } from '../../api/call.ts'
import { keys, useCall } from '../../api/queries.ts'
import type { SourcesBy } from '../../editor/use-sources.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { lazy } from '../../ui/lazy.ts'
import { tellWithUndo } from '../../ui/undo-notice.ts'
import { useSession } from '../../ui/session.tsx'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { worded } from '../worded.ts'

const SettingsDialog = lazy(async () => ({
  default: (await worded(import('./SettingsDialog.tsx'))).SettingsDialog,
}))

const SaveTemplateDialog = lazy(async () => ({
  default: (await import('./SaveTemplateDialog.tsx')).SaveTemplateDialog,
}))

const findKeys = 'Ctrl+H'

type Asked = 'settings' | 'template' | 'delete' | null

type Props = {
  readonly report: Report
  readonly onHelp: () => void
  readonly onFind: () => void
  readonly sourcesBy: SourcesBy
  readonly onSources: (by: SourcesBy) => void
}

export function MoreMenu({ report, onHelp, onFind, sourcesBy, onSources }: Props) {
  const { t } = useTranslation()
  const { actor } = useSession()
  const [asked, setAsked] = useState<Asked>(null)
  const remove = useRemove(report)
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={36} className="quiet" aria-label={t('common.more')}>
            <IconDotsVertical size={19} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconReplace size={17} stroke={1.6} />}
            rightSection={<kbd>{findKeys}</kbd>}
            onClick={onFind}
          >
            {t('reports.key_find')}
          </Menu.Item>
          {mayEditOutline(actor, report) && (
            <Menu.Item
              leftSection={<IconSettings size={17} stroke={1.6} />}
              onClick={() => setAsked('settings')}
            >
              {t('reports.settings')}
            </Menu.Item>
          )}
          {mayAssemble(actor) && (
            <Menu.Item
              component={Link}
              to={`/reports/${report.id}/desk`}
              leftSection={<IconArrowsExchange size={17} stroke={1.6} />}
            >
              {t('board.toDesk')}
            </Menu.Item>
          )}
          {mayBringFiles(actor) && (
            <Menu.Item
              component={Link}
              to={`/reports/${report.id}/material`}
              leftSection={<IconFileText size={17} stroke={1.6} />}
            >
              {t('reports.material')}
            </Menu.Item>
          )}
          <Menu.Item
            component={Link}
            to={`/reports/${report.id}/compare`}
            leftSection={<IconGitCompare size={17} stroke={1.6} />}
          >
            {t('reports.compare')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconPalette size={17} stroke={1.6} />}
            onClick={() => onSources(sourcesBy ? null : 'department')}
          >
            {t(sourcesBy ? 'editor.sourcesOff' : 'editor.sources')}
          </Menu.Item>
          {mayConsult(actor) && (
            <Menu.Item
              component={Link}
              to={`/reports/${report.id}/consult`}
              leftSection={<IconMessages size={17} stroke={1.6} />}
            >
              {t('consult.title')}
            </Menu.Item>
          )}
          {isClosed(report.stage) && (
            <Menu.Item
              component={Link}
              to={`/reports/${report.id}/final`}
              leftSection={<IconFileCheck size={17} stroke={1.6} />}
            >
              {t('reports.finalFiles')}
            </Menu.Item>
          )}
          {mayCreateReport(actor) && (
            <Menu.Item
              component={Link}
              to={`/reports/new?from=report&report=${report.id}`}
              leftSection={<IconHistory size={17} stroke={1.6} />}
            >
              {t('lastYear.begin')}
            </Menu.Item>
          )}
          {mayKeepTemplates(actor) && (
            <Menu.Item
              leftSection={<IconTemplate size={17} stroke={1.6} />}
              onClick={() => setAsked('template')}
            >
              {t('templates.save')}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconKeyboard size={17} stroke={1.6} />}
            rightSection={<kbd>?</kbd>}
            onClick={onHelp}
          >
            {t('common.shortcuts')}
          </Menu.Item>
          {mayDeleteReport(actor) && (
            <>
              <Menu.Divider />
              <Menu.Item
                className="danger"
                leftSection={<IconTrash size={17} stroke={1.6} />}
                onClick={() => setAsked('delete')}
              >
                {t('reports.deleteReport')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {asked === 'settings' && (
        <Suspense>
          <SettingsDialog report={report} onClose={() => setAsked(null)} />
        </Suspense>
      )}
      {asked === 'template' && (
        <Suspense>
          <SaveTemplateDialog report={report} onClose={() => setAsked(null)} />
        </Suspense>
      )}
      <Confirm
        opened={asked === 'delete'}
        title={t('reports.deleteReport')}
        lead={t('reports.deleteLead')}
        action={t('common.delete')}
        danger
        onClose={() => setAsked(null)}
        onConfirm={remove}
      />
    </>
  )
}

/** Deletes the report, goes home, and offers to take it back. */
function useRemove(report: Report): () => void {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const fail = useTellFailure()
  const { mutateAsync } = useCall('deleteReport', [keys.reports])
  const restore = () =>
    void call('restoreReport', { reportId: report.id }).then(
      () => client.invalidateQueries({ queryKey: keys.reports }),
      fail,
    )
  const done = () => {
    void navigate('/')
    tellWithUndo(t('reports.deleted', { title: report.title }), restore)
  }
  // The live line may hear of it first, and this menu be gone before the answer is here.
  return () => void mutateAsync([{ reportId: report.id }]).then(done, fail)
}
