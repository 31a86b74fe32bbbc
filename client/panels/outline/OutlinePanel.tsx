/**
 * The outline: every section with its number, status, department and the people in it. Coordinators add,
 * rename, move and delete here, with the mouse and with keys; everyone goes to a section from here.
 *
 * One row has the tab stop (roving tabindex); what a key did is announced.
 */
import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { ActionIcon, Button, ScrollArea, Tooltip, VisuallyHidden } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { memo, useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Department, Report, Section } from '../../../shared/api.ts'
import type { Actor } from '../../../shared/permissions.ts'
import type { Findings } from '../../checks/findings.ts'
import type { Present } from '../../collab/types.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useSession } from '../../ui/session.tsx'
import './outline.css'
import { OutlineRow } from './OutlineRow.tsx'
import { useOutlineEdits } from './use-outline-edits.ts'
import { useOutlineKeys } from './use-outline-keys.ts'
import { type Drop, dropOf } from './use-row-drag.ts'

type Props = {
  readonly report: Report
  readonly departments: readonly Department[]
  readonly present: readonly Present[]
  readonly mayEdit: boolean
  readonly focusId: string | null
  /** What the checks found: counted in each row. */
  readonly findings: Findings
  /** Goes to the section's text; `write` also puts the caret there. */
  readonly onOpen: (sectionId: string, write: boolean) => void
}

export const OutlinePanel = memo(function OutlinePanel({
  report,
  departments,
  present,
  mayEdit,
  focusId,
  findings,
  onOpen,
}: Props) {
  const { t } = useTranslation()
  const { actor } = useSession()
  const { sections } = report
  const [renaming, setRenaming] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const tree = useRef<HTMLUListElement>(null)
  const edits = useOutlineEdits(report, { say: setSaid, onAdded: setRenaming })
  const [stop, setStop] = useState<string | null>(null)
  const tabStop = [stop, focusId].find(id => sections.some(section => section.id === id)) ?? sections[0]?.id
  const focusRow = useCallback((sectionId: string) => {
    setStop(sectionId)
    tree.current?.querySelector<HTMLElement>(`[data-section="${sectionId}"]`)?.focus()
  }, [])
  const onKeyDown = useOutlineKeys({ sections, mayEdit, edits, focusRow, rename: setRenaming, open: onOpen })
  const endRename = (section: Section, heading: string | null) => {
    setRenaming(null)
    if (heading !== null && heading !== section.heading) edits.rename(section.id, heading)
    // The row takes the focus back from its field.
    requestAnimationFrame(() => focusRow(section.id))
  }

  const onDrop = useEffectEvent((drop: Drop) => edits.moveByDrop(drop))
  // Registered once: a monitor that comes during a drag would miss its drop.
  useEffect(
    () =>
      monitorForElements({
        onDrop: ({ source, location }) => {
          const drop = dropOf(source.data, location.current.dropTargets)
          if (drop) onDrop(drop)
        },
      }),
    [],
  )

  return (
    <section className="outline" aria-label={t('outline.label')}>
      <header className="outline-head">
        <h2>{t('outline.label')}</h2>
        {mayEdit && sections.length > 0 && (
          <Tooltip label={t('outline.add')}>
            <ActionIcon
              variant="subtle"
              size={34}
              aria-label={t('outline.add')}
              onClick={() => edits.addAfter(sections.findLast(section => section.level === 1)?.id ?? null)}
            >
              <IconPlus size={19} />
            </ActionIcon>
          </Tooltip>
        )}
      </header>
      {sections.length === 0 ? (
        <EmptyState
          title={t('reports.emptySheet')}
          lead={mayEdit ? undefined : t('reports.emptySheetReader')}
          heading={3}
        >
          {mayEdit && (
            <Button leftSection={<IconPlus size={18} />} onClick={() => edits.addAfter(null)}>
              {t('outline.addFirst')}
            </Button>
          )}
        </EmptyState>
      ) : (
        <ScrollArea className="outline-scroll" type="hover" offsetScrollbars="y">
          <ul
            ref={tree}
            role="tree"
            id="outline"
            aria-label={t('outline.label')}
            aria-describedby={mayEdit ? 'outline-keys' : undefined}
            className="outline-tree"
            onKeyDown={onKeyDown}
          >
            {sections.map((section, at) => (
              <OutlineRow
                key={section.id}
                section={section}
                departments={departments}
                people={present.filter(person => person.sectionIds.includes(section.id))}
                own={ownOf(actor, section)}
                mayEdit={mayEdit}
                edits={edits}
                findings={findings}
                focused={section.id === focusId}
                tabStop={section.id === tabStop}
                lastOfItsLevel={(sections[at + 1]?.level ?? 0) < section.level}
                renaming={section.id === renaming}
                onRename={() => setRenaming(section.id)}
                onRenamed={heading => endRename(section, heading)}
                onOpen={onOpen}
                onStop={() => setStop(section.id)}
              />
            ))}
          </ul>
        </ScrollArea>
      )}
      <p id="outline-keys" hidden>
        {t('outline.keysHint')}
      </p>
      <VisuallyHidden aria-live="assertive">{said}</VisuallyHidden>
    </section>
  )
})

/** How an author's department holds the section, if it does. */
function ownOf({ role, departmentIds }: Actor, { effectiveLeadId, effectiveCoIds }: Section) {
  if (role !== 'author') return undefined
  if (effectiveLeadId !== null && departmentIds.includes(effectiveLeadId)) return 'lead'
  return effectiveCoIds.some(id => departmentIds.includes(id)) ? 'co' : undefined
}
