/**
 * 引用指标: finds a figure by its name and cites it at the caret, in place of the number that stands there, or
 * registers that number as a figure first. Opened by its tool or by Ctrl+Alt+G.
 */
import { Combobox, Popover, TextInput, useCombobox } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { IconNumber123 } from '@tabler/icons-react'
import type { Editor } from '@tiptap/core'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Figure } from '../../../shared/api.ts'
import { gap } from '../../../shared/figures/figure.ts'
import { mayKeepFigures } from '../../../shared/permissions.ts'
import { call } from '../../api/call.ts'
import { keys } from '../../api/queries.ts'
import { useReportConnection } from '../../collab/react.tsx'
import { useRegister } from '../../figures/react.tsx'
import { useSession } from '../../ui/session.tsx'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { cite, numberAt, type StandingNumber } from './cite.ts'

export function FigureChooser({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation()
  const [standing, setStanding] = useState<StandingNumber>()
  const [opened, setOpened] = useState(false)
  const open = (wanted: boolean) => {
    if (wanted) setStanding(numberAt(editor.state))
    setOpened(wanted)
  }
  useCiteKey(editor, () => open(true))
  const label = t('figures.tool')
  return (
    <Popover opened={opened} onChange={open} position="bottom-start" withinPortal trapFocus width={320}>
      <Popover.Target>
        <button
          type="button"
          className="tg-tool"
          aria-label={label}
          title={`${label}（Ctrl+Alt+G）`}
          aria-haspopup="dialog"
          tabIndex={-1}
          onMouseDown={event => event.preventDefault()}
          onClick={() => open(!opened)}
        >
          <IconNumber123 size={18} stroke={1.7} aria-hidden="true" />
        </button>
      </Popover.Target>
      <Popover.Dropdown
        aria-label={label}
        onKeyDown={event => {
          // The toolbar around it has keys of its own.
          event.stopPropagation()
          if (event.key === 'Escape') editor.commands.focus()
        }}
      >
        {opened && <Choices editor={editor} standing={standing} onDone={() => setOpened(false)} />}
      </Popover.Dropdown>
    </Popover>
  )
}

function useCiteKey(editor: Editor, open: () => void): void {
  const cite = useEffectEvent(open)
  useEffect(() => {
    // The toolbar may be drawn once more after its section, and the editor with it, is gone.
    if (editor.isDestroyed) return undefined
    const { dom } = editor.view
    const listen = (event: globalThis.KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || !event.altKey || event.code !== 'KeyG') return
      event.preventDefault()
      cite()
    }
    dom.addEventListener('keydown', listen)
    return () => dom.removeEventListener('keydown', listen)
  }, [editor])
}

type ChoicesProps = {
  readonly editor: Editor
  readonly standing: StandingNumber | undefined
  readonly onDone: () => void
}

const most = 8

function Choices({ editor, standing, onDone }: ChoicesProps) {
  const { t } = useTranslation()
  const { register } = useRegister()
  const [query, setQuery] = useState('')
  const combobox = useCombobox({ opened: true })
  const add = useNewFigure()
  const found = candidates([...register.current().values()], query, standing).slice(0, most)
  const newName = query.trim() || standing?.name || ''
  const isNew = newName !== '' && !found.some(({ name }) => name === newName)
  // What Enter takes is the first, until an arrow says otherwise.
  const selectFirst = useEffectEvent(() => void combobox.selectFirstOption())
  const options = `${found.map(({ id }) => id).join(' ')} ${isNew}`
  useEffect(() => {
    if (options !== '') selectFirst()
  }, [options])
  const choose = async (id: string) => {
    const figure = id === newId ? await add(newName, standing) : found.find(one => one.id === id)
    if (!figure) return
    onDone()
    cite(editor, figure, standing !== undefined)
  }
  return (
    <Combobox store={combobox} onOptionSubmit={id => void choose(id)}>
      <Combobox.EventsTarget>
        <TextInput
          size="sm"
          data-autofocus
          aria-label={t('figures.search')}
          placeholder={t('figures.search')}
          description={standing && t('figures.instead', standing)}
          value={query}
          onChange={event => setQuery(event.currentTarget.value)}
        />
      </Combobox.EventsTarget>
      <Combobox.Options className="tg-choices" aria-label={t('figures.results')}>
        {found.map(figure => (
          <Combobox.Option key={figure.id} value={figure.id} className="tg-choice">
            <span>{figure.period === '' ? figure.name : t('figures.named', figure)}</span>
            <span>
              {figure.value ?? gap}
              {figure.unit}
            </span>
          </Combobox.Option>
        ))}
        {isNew && (
          <Combobox.Option value={newId} className="tg-choice">
            <span>{t('figures.addAndCite', { name: newName })}</span>
            <span>{standing?.words}</span>
          </Combobox.Option>
        )}
      </Combobox.Options>
    </Combobox>
  )
}

/** No id of a figure. */
const newId = 'new'

/** Those that are meant most likely first: of the same value, then of a like name. */
function candidates(figures: readonly Figure[], query: string, standing?: StandingNumber): Figure[] {
  const wanted = query.trim()
  const isNear = ({ name }: Figure) =>
    standing !== undefined &&
    standing.name !== '' &&
    (name.includes(standing.name) || standing.name.includes(name))
  const weight = (figure: Figure) =>
    (standing !== undefined && figure.value === standing.value ? 2 : 0) + (isNear(figure) ? 3 : 0)
  return figures
    .filter(({ name, period }) => `${name}${period}`.includes(wanted))
    .toSorted((a, b) => weight(b) - weight(a))
}

/** Registers a figure with what stands in the text; answers it once the page knows it. */
function useNewFigure() {
  const { reportId, stage } = useReportAround()
  const { actor } = useSession()
  const client = useQueryClient()
  const fail = useTellFailure()
  return async (name: string, standing: StandingNumber | undefined): Promise<Figure | undefined> => {
    const departmentId = mayKeepFigures(actor, { stage }) ? null : (actor.departmentIds[0] ?? null)
    const { value = null, unit = '' } = standing ?? {}
    try {
      const figures = [{ name, value, unit, departmentId }]
      const { ids } = await call('putFigures', { reportId }, { figures })
      await client.invalidateQueries({ queryKey: keys.figures(reportId) })
      const known = client.getQueryData<readonly Figure[]>(keys.figures(reportId))
      return known?.find(({ id }) => id === ids[0])
    } catch (error) {
      fail(error)
      return undefined
    }
  }
}

/** An editor that writes stands in a report that is open. */
function useReportAround() {
  const { reportId } = useReportConnection()
  return { reportId, stage: 'drafting' } as const
}
