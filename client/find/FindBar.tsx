/**
 * 查找替换: a bar over the sheet. Whoever looks stays in the bar; the sheet scrolls to what is found and colours
 * it. Replacing touches only sections that this person may write.
 */
import { ActionIcon, Button, Checkbox, Group, NativeSelect, TextInput } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useEffectEvent, useRef } from 'react'
import { useTranslation } from '../i18n.ts'
import type { Report } from '../../shared/api.ts'
import { limits } from '../../shared/limits.ts'
import { accessTo, type Actor, mayWrite } from '../../shared/permissions.ts'
import type { Text } from '../../shared/schema/text.ts'
import { useReportConnection } from '../collab/react.tsx'
import { tell } from '../ui/notice.ts'
import { tellWithUndo } from '../ui/undo-notice.ts'
import { FoundList } from './FoundList.tsx'
import './find.css'
import { clearHighlights, highlight, scrollToPlace } from './highlights.ts'
import type { FoundPlace } from './order.ts'
import { replacePlaces } from './replacing.ts'
import { scopes, useFind } from './use-find.ts'

type Props = {
  readonly report: Report
  readonly texts: ReadonlyMap<string, Text>
  readonly actor: Actor
  readonly focusId: string | null
  readonly onClose: () => void
}

const options = ['isRegex', 'matchCase', 'matchWidth'] as const

export function FindBar({ report, texts, actor, focusId, onClose }: Props) {
  const { t } = useTranslation()
  const connection = useReportConnection()
  const writes = (sectionId: string) => {
    const section = report.sections.find(({ id }) => id === sectionId)
    return section !== undefined && mayWrite(actor, accessTo(report, section))
  }
  const find = useFind({ report, texts, focusId, mayWrite: writes })
  const { places, nth, current, query } = find
  const words = useRef<HTMLInputElement>(null)
  useEffect(() => words.current?.focus(), [])
  const show = useEffectEvent(() => {
    if (current) scrollToPlace(current)
  })
  const currentKey = current && `${current.sectionId} ${current.line} ${current.from}`
  useEffect(() => {
    if (currentKey !== undefined) show()
  }, [currentKey])
  useEffect(() => {
    // Once the sheet has drawn the text that was searched.
    const frame = requestAnimationFrame(() => highlight(places, current))
    return () => cancelAnimationFrame(frame)
  }, [places, current])
  useEffect(() => clearHighlights, [])

  const open = places.filter(place => writes(place.sectionId))
  const replace = (some: readonly FoundPlace[]) => {
    const { count, undo } = replacePlaces(connection, some)
    if (count === 0) return tell(t('find.nothingReplaced'))
    const sections = new Set(some.map(({ sectionId }) => sectionId)).size
    tellWithUndo(t('find.replaced', { n: count, sections }), undo)
  }
  const byKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') onClose()
    else if (event.key === 'Enter' && event.target === words.current) {
      find.goTo(nth + (event.shiftKey ? -1 : 1))
      event.preventDefault()
    } else return
    event.stopPropagation()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-interactions -- Chromium 109 does not know <search>; the keys are those of the fields inside
    <div role="search" className="find" aria-label={t('find.title')} onKeyDown={byKey}>
      <Group gap={6} wrap="nowrap" align="center">
        <TextInput
          ref={words}
          className="find-words"
          size="xs"
          aria-label={t('find.words')}
          placeholder={t('find.words')}
          maxLength={limits.findWords}
          value={query.words}
          onChange={event => find.change({ words: event.currentTarget.value })}
          error={find.problem !== undefined}
        />
        <ActionIcon
          variant="default"
          aria-label={t('find.previous')}
          disabled={places.length === 0}
          onClick={() => find.goTo(nth - 1)}
        >
          <IconChevronUp size={16} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          aria-label={t('find.next')}
          disabled={places.length === 0}
          onClick={() => find.goTo(nth + 1)}
        >
          <IconChevronDown size={16} />
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={t('find.close')} onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </Group>
      <Group gap={6} wrap="nowrap">
        <TextInput
          className="find-words"
          size="xs"
          aria-label={t('find.replacement')}
          placeholder={t('find.replacement')}
          maxLength={limits.findWords}
          value={find.replacement}
          onChange={event => find.setReplacement(event.currentTarget.value)}
        />
        <Button
          size="xs"
          variant="default"
          disabled={!current || !writes(current.sectionId)}
          onClick={() => current && replace([current])}
        >
          {t('find.replace')}
        </Button>
        <Button size="xs" disabled={open.length === 0} onClick={() => replace(open)}>
          {t('find.replaceAll', { n: open.length })}
        </Button>
      </Group>
      <Group gap={12}>
        {options.map(option => (
          <Checkbox
            key={option}
            size="xs"
            label={t(`find.${option}`)}
            checked={query[option]}
            onChange={event => find.change({ [option]: event.currentTarget.checked })}
          />
        ))}
        <NativeSelect
          size="xs"
          aria-label={t('find.scope')}
          value={find.scope}
          onChange={event =>
            find.setScope(scopes.find(scope => scope === event.currentTarget.value) ?? 'report')
          }
          data={scopes.map(value => ({ value, label: t(`find.scope_${value}`) }))}
        />
      </Group>
      <output className="find-said">
        {find.problem !== undefined
          ? t(`find.problem_${find.problem}`)
          : !find.isAnswered
            ? ''
            : places.length === 0
              ? t('find.none')
              : t(places.length >= limits.findMatches ? 'find.countMost' : 'find.count', {
                  at: nth + 1,
                  n: places.length,
                })}
        {open.length < places.length && ` ${t('find.closedOnes', { n: places.length - open.length })}`}
      </output>
      <FoundList
        report={report}
        texts={texts}
        places={places}
        nth={nth}
        replacement={find.replacement}
        onChoose={find.goTo}
      />
    </div>
  )
}
