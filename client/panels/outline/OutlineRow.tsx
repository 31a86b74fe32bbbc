/** One section in the outline: number and heading, status, department, the people in it, its menu. */
import { type CSSProperties, useRef, useSyncExternalStore } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Department, Section } from '../../../shared/api.ts'
import type { Findings } from '../../checks/findings.ts'
import type { Present } from '../../collab/types.ts'
import { FindingCount } from '../../ui/FindingCount.tsx'
import { PersonAvatar } from '../../ui/PersonAvatar.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { useSectionName, useStatusWord } from '../../ui/words.ts'
import { HeadingField } from './HeadingField.tsx'
import { RowMenu } from './RowMenu.tsx'
import type { OutlineEdits } from './use-outline-edits.ts'
import { indent, useRowDrag } from './use-row-drag.ts'

type Props = {
  readonly section: Section
  readonly departments: readonly Department[]
  readonly people: readonly Present[]
  /** How an author's own department holds it: what they came for. */
  readonly own: 'lead' | 'co' | undefined
  readonly mayEdit: boolean
  readonly edits: OutlineEdits
  readonly findings: Findings
  readonly focused: boolean
  readonly tabStop: boolean
  readonly lastOfItsLevel: boolean
  readonly renaming: boolean
  readonly onRename: () => void
  /** The new heading, or null when it stays. */
  readonly onRenamed: (heading: string | null) => void
  readonly onOpen: (sectionId: string, write: boolean) => void
  readonly onStop: () => void
}

export function OutlineRow(props: Props) {
  const { section, mayEdit, edits, focused, tabStop, lastOfItsLevel, renaming, onOpen } = props
  const { t } = useTranslation()
  const statusWord = useStatusWord()
  const row = useRef<HTMLLIElement>(null)
  const drag = useRowDrag(row, {
    sectionId: section.id,
    level: section.level,
    lastOfItsLevel,
    enabled: mayEdit && !renaming,
  })
  const heading = useSectionName()(section)
  const department = departmentOf(props.departments, section) ?? t('outline.noDepartment')
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the tree takes the keys of all its rows
    <li
      ref={row}
      role="treeitem"
      aria-level={section.level}
      aria-selected={focused}
      aria-labelledby={`outline-${section.id}`}
      tabIndex={tabStop ? 0 : -1}
      data-section={section.id}
      data-own={props.own}
      data-focused={focused || undefined}
      data-dragging={drag.dragging || undefined}
      data-drop={drag.over?.type}
      className="outline-row"
      style={indentOf(
        section.level,
        drag.over?.type === 'reparent' ? drag.over.desiredLevel : section.level - 1,
      )}
      onClick={() => onOpen(section.id, false)}
      onDoubleClick={() => mayEdit && props.onRename()}
      onFocus={props.onStop}
    >
      <StatusDot status={section.status} />
      <div className="outline-words" id={`outline-${section.id}`}>
        {renaming ? (
          <HeadingField heading={section.heading} onDone={props.onRenamed} />
        ) : (
          <span className="outline-heading">
            {section.number && <b>{section.number}</b>}
            {heading}
          </span>
        )}
        <span className="outline-facts">
          <span>{statusWord(section.status)}</span>
          <span className="outline-department">{department}</span>
          <RowFindings findings={props.findings} sectionId={section.id} />
          {props.own === 'co' && <span className="outline-joined">{t('outline.ownCo')}</span>}
        </span>
      </div>
      <People people={props.people} />
      {mayEdit && !renaming && (
        <RowMenu section={section} heading={heading} edits={edits} onRename={props.onRename} />
      )}
    </li>
  )
}

/** By itself: a section's numbers change without its row. */
function RowFindings({ findings, sectionId }: { readonly findings: Findings; readonly sectionId: string }) {
  const counts = useSyncExternalStore(findings.subscribe, () => findings.current().counts.get(sectionId))
  return counts ? <FindingCount counts={counts} /> : null
}

function People({ people }: { readonly people: readonly Present[] }) {
  const { t } = useTranslation()
  const shown = people.slice(0, 3)
  if (shown.length === 0) return null
  return (
    <span className="outline-people">
      {shown.map(person => (
        <PersonAvatar
          key={person.id}
          name={person.name}
          color={person.color}
          label={t('outline.writingHere', { names: person.name })}
          small
        />
      ))}
    </span>
  )
}

function departmentOf(departments: readonly Department[], section: Section): string | undefined {
  return departments.find(department => department.id === section.effectiveLeadId)?.name
}

/** Steps of indentation of the row and of the line that shows where a drop goes. */
function indentOf(level: number, dropLevel: number): CSSProperties {
  const own: Record<`--outline-${string}`, string> = {
    '--outline-indent': `${(level - 1) * indent}px`,
    '--outline-drop': `${dropLevel * indent}px`,
  }
  return Object.assign({}, own)
}
