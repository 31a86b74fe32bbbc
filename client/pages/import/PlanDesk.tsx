/** The second step: outline, text and doubts of the plan side by side, above them title and creation. */
import { SegmentedControl, VisuallyHidden } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { type Dispatch, useMemo, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import { findPlaces } from '../../../shared/import/import-plan.ts'
import { CreateForm } from './CreateForm.tsx'
import type { Draft, Said, Step } from './draft.ts'
import { PlanNotes } from './PlanNotes.tsx'
import { PlanOutline } from './PlanOutline.tsx'
import { previewOf } from './preview.ts'
import { SectionText } from './SectionText.tsx'

type Props = { readonly draft: Draft; readonly dispatch: Dispatch<Step> }

const panes = ['outline', 'text', 'notes'] as const
type Pane = (typeof panes)[number]

export function PlanDesk({ draft, dispatch }: Props) {
  const { t } = useTranslation()
  const { plan, chosen } = draft
  const preview = useMemo(() => previewOf(plan), [plan])
  const placeOf = useMemo(() => findPlaces(plan.sections), [plan.sections])
  const [pane, setPane] = useState<Pane>('outline')
  /** The line to show, counted so that the same line can be asked for twice. */
  const [target, setTarget] = useState({ line: 0, asked: 0 })
  const goTo = (line: number) => {
    const place = placeOf(line)
    if (!place) return
    dispatch({ do: 'choose', key: place.key })
    setTarget({ line, asked: target.asked + 1 })
    setPane('text')
  }
  // Text fields undo for themselves: hotkeys leave them alone.
  useHotkeys([
    ['mod+Z', () => dispatch({ do: 'undo' })],
    ['mod+shift+Z', () => dispatch({ do: 'redo' })],
    ['mod+Y', () => dispatch({ do: 'redo' })],
  ])
  const shown = preview.sections.find(({ section }) => section.key === chosen)
  return (
    <div className="import-desk">
      <CreateForm draft={draft} dispatch={dispatch} preview={preview} />
      <SegmentedControl
        className="import-panes"
        fullWidth
        aria-label={t('importing.panes')}
        value={pane}
        onChange={value => setPane(panes.find(name => name === value) ?? 'outline')}
        data={panes.map(name => ({ value: name, label: t(`importing.${name}`) }))}
      />
      <div className="import-columns" data-pane={pane}>
        <PlanOutline draft={draft} dispatch={dispatch} preview={preview} />
        <SectionText draft={draft} dispatch={dispatch} shown={shown} target={target} />
        <PlanNotes
          plan={plan}
          remarks={draft.source.brought?.read.document.remarks ?? []}
          dispatch={dispatch}
          onGoTo={goTo}
        />
      </div>
      <Announcement said={draft.said} />
    </div>
  )
}

function Announcement({ said }: { readonly said: Said | undefined }) {
  const words = useSaid(said)
  return (
    <VisuallyHidden>
      <output aria-live="polite">{words}</output>
    </VisuallyHidden>
  )
}

function useSaid(said: Said | undefined): string {
  const { t } = useTranslation()
  if (!said) return ''
  if ('cannot' in said) return said.cannot ? t(`importing.cannot_${said.cannot}`) : t('importing.cannot')
  return t(`importing.did_${said.did}`, { heading: said.heading || t('importing.untitled') })
}
