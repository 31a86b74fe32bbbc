/**
 * 批注 and 领导批示 of the report: by section in document order, filtered, gone to, answered and settled. What is
 * being begun stands on top. The sheet and this list tell each other which thread is meant.
 */
import { Button, Group, NativeSelect, Text } from '@mantine/core'
import { IconMessagePlus, IconSignature } from '@tabler/icons-react'
import {
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { useTranslation } from '../../i18n.ts'
import './comments.css'
import type { Report, Thread } from '../../../shared/api.ts'
import type { ThreadKind } from '../../../shared/comments/thread.ts'
import { accessTo, type Actor, mayComment, mayKeepMarks } from '../../../shared/permissions.ts'
import { reportAccess } from '../../comments/rights.ts'
import type { ThreadPlace, Threads } from '../../comments/threads.ts'
import { useSectionName } from '../../ui/words.ts'
import { countsOf, filters, isFilter, isShown, type ThreadFilter } from './filters.ts'
import { MarkForm } from './MarkForm.tsx'
import { NewThread } from './NewThread.tsx'
import { ThreadCard } from './ThreadCard.tsx'

type Props = {
  readonly report: Report
  readonly actor: Actor
  readonly threads: Threads
  readonly focusId: string | null
  readonly onShow: (sectionId: string, place: ThreadPlace | undefined) => void
  readonly onUndoable: (sectionId: string, undo: () => void) => () => void
}

export function CommentsPanel({ report, actor, threads, focusId, onShow, onUndoable }: Props) {
  const { t } = useTranslation()
  const nameOf = useSectionName()
  const snapshot = useSyncExternalStore(threads.subscribe, threads.current)
  const [filter, setFilter] = useState<ThreadFilter>('open')
  const [scope, setScope] = useState<'report' | 'section'>('report')
  const list = useRef<HTMLDivElement>(null)
  const { chosenId, draft, places } = snapshot
  useChosen(list, chosenId, snapshot.asked)
  const here = snapshot.threads.filter(({ sectionId }) => scope === 'report' || sectionId === focusId)
  const counts = countsOf(here, actor.id)
  // Whoever comes from the text sees the thread, whatever was chosen here.
  const shown = here.filter(thread => isShown(thread, filter, actor.id) || thread.id === chosenId)
  const groups = groupsOf(report, shown, places)
  const section = report.sections.find(({ id }) => id === focusId)
  const mayMark = section !== undefined && mayKeepMarks(actor, accessTo(report, section))
  const mayTalk = mayComment(actor, reportAccess(report))
  const beginOn = (kind: ThreadKind) => {
    if (section)
      threads.begin({
        kind,
        sectionId: section.id,
        place: { anchor: null, quote: '', before: '', after: '' },
      })
  }
  return (
    <section className="comments" aria-label={t('comments.panel')}>
      <Group gap={8} grow>
        <NativeSelect
          size="xs"
          aria-label={t('comments.show')}
          value={filter}
          onChange={event => {
            const chosen = event.currentTarget.value
            if (isFilter(chosen)) setFilter(chosen)
          }}
          data={filters.map(value => ({ value, label: t(`comments.show_${value}`, { n: counts[value] }) }))}
        />
        <NativeSelect
          size="xs"
          aria-label={t('comments.scope')}
          value={scope}
          onChange={event => setScope(event.currentTarget.value === 'section' ? 'section' : 'report')}
          data={[
            { value: 'report', label: t('comments.scopeReport') },
            { value: 'section', label: t('comments.scopeSection') },
          ]}
        />
      </Group>
      {section && mayTalk && !draft && (
        <Group gap={6}>
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<IconMessagePlus size={15} stroke={1.7} />}
            onClick={() => beginOn('comment')}
          >
            {t('comments.ofSection')}
          </Button>
          {mayMark && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconSignature size={15} stroke={1.7} />}
              onClick={() => beginOn('mark')}
            >
              {t('comments.markSection')}
            </Button>
          )}
        </Group>
      )}
      {draft?.kind === 'comment' && <NewThread report={report} draft={draft} threads={threads} />}
      {draft?.kind === 'mark' && <MarkForm report={report} draft={draft} threads={threads} />}
      {shown.length === 0 && !draft && (
        <div className="comments-none">
          <Text>{t('comments.none')}</Text>
          <Text size="sm" c="dimmed">
            {t('comments.noneLead')}
          </Text>
        </div>
      )}
      <div ref={list} onKeyDown={walk} role="presentation">
        {groups.map(({ sectionId, own, section: placed }) => (
          <div key={sectionId} className="comments-group">
            <h3>{placed ? `${placed.number}${nameOf(placed)}` : t('comments.deletedSection')}</h3>
            {own.map(thread => (
              <ThreadCard
                key={thread.id}
                report={report}
                actor={actor}
                thread={thread}
                section={placed}
                place={places.get(thread.id)}
                chosen={thread.id === chosenId}
                onAccept={undo => onUndoable(thread.sectionId, undo)}
                onChoose={() => {
                  if (thread.id !== chosenId) threads.choose(thread.id, false)
                }}
                onShow={() => {
                  threads.choose(thread.id, false)
                  onShow(thread.sectionId, places.get(thread.id))
                }}
              />
            ))}
          </div>
        ))}
      </div>
    </section>
  )
}

/** Who was sent here from the text arrives at the thread; choosing in the list leaves the focus where it is. */
function useChosen(list: RefObject<HTMLDivElement | null>, chosenId: string | null, asked: number): void {
  const arrive = useEffectEvent((times: number) => {
    if (chosenId === null || times === 0) return
    const card = list.current?.querySelector<HTMLElement>(`[data-card="${CSS.escape(chosenId)}"]`)
    card?.scrollIntoView({ block: 'nearest' })
    card?.focus({ preventScroll: true })
  })
  useEffect(() => arrive(asked), [asked])
}

/** Up and down between threads. */
function walk(event: KeyboardEvent<HTMLDivElement>): void {
  const { target, currentTarget, key } = event
  const step = { ArrowDown: 1, ArrowUp: -1 }[key]
  if (step === undefined || !(target instanceof HTMLElement) || target.dataset.card === undefined) return
  const cards = [...currentTarget.querySelectorAll<HTMLElement>('[data-card]')]
  cards[cards.indexOf(target) + step]?.focus()
  event.preventDefault()
}

function groupsOf(report: Report, shown: readonly Thread[], places: ReadonlyMap<string, ThreadPlace>) {
  const bySection = Map.groupBy(shown, thread => thread.sectionId)
  const order = new Map(report.sections.map(({ id }, at) => [id, at]))
  return [...bySection]
    .toSorted(([one], [other]) => (order.get(one) ?? Infinity) - (order.get(other) ?? Infinity))
    .map(([sectionId, own]) => ({
      sectionId,
      section: report.sections.find(({ id }) => id === sectionId),
      own: own.toSorted((one, other) => rankOf(places.get(one.id)) - rankOf(places.get(other.id))),
    }))
}

/** The whole section first, then by place, then what has none any more. */
function rankOf(place: ThreadPlace | undefined): number {
  if (place?.is === 'placed') return place.span.from
  return place?.is === 'gone' ? Number.MAX_SAFE_INTEGER : -1
}
