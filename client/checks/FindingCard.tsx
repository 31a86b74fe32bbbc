/**
 * A finding explained where it stands, for who goes through them by key: what is wrong, and mending, ignoring or
 * going on. It takes the focus, so that keys reach it and a screen reader reads it; Escape gives it back.
 */
import { Button, CloseButton, Group, Kbd, Paper, Portal } from '@mantine/core'
import { type RefObject, useEffect, useEffectEvent, useId, useLayoutEffect, useRef } from 'react'
import { useTranslation } from '../i18n.ts'
import type { ToldFinding } from './findings.ts'
import './finding-card.css'
import { Quote } from './Quote.tsx'

export type FindingCardProps = {
  readonly finding: ToldFinding
  /** Number and heading of its section. */
  readonly where: string
  /** 3 of 12. */
  readonly nth: number
  readonly all: number
  /** Where its words stand on the screen now; undefined while they are not drawn. */
  readonly place: () => DOMRect | undefined
  readonly mayMend: boolean
  readonly mayIgnore: boolean
  readonly onMend: () => void
  readonly onIgnore: () => void
  readonly onStep: (direction: 'next' | 'previous') => void
  /** Gives the focus back to the text. */
  readonly onClose: () => void
}

export function FindingCard(props: FindingCardProps) {
  return (
    <Portal>
      <Card {...props} />
    </Portal>
  )
}

/** By itself: a portal draws what is in it later. */
function Card(props: FindingCardProps) {
  const { finding, mayMend, mayIgnore, onMend, onIgnore, onStep, onClose } = props
  const { t } = useTranslation()
  const title = useId()
  const words = useId()
  const card = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLSpanElement>(null)
  usePlace(card, frame, props.place)
  const [edit] = finding.fix?.edits ?? []
  useEffect(() => {
    card.current?.querySelector<HTMLElement>('[data-first]')?.focus({ preventScroll: true })
  }, [])
  return (
    <>
      <span ref={frame} className={`finding-frame checks-${finding.severity}`} />
      <Paper
        ref={card}
        className={`finding-card checks-${finding.severity}`}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- Mantine's paper is a div
        role="dialog"
        aria-labelledby={title}
        aria-describedby={words}
        shadow="md"
        withBorder
        onKeyDown={event => {
          if (event.key === 'Escape') onClose()
          else if (event.key === 'Delete' && mayIgnore) onIgnore()
          else return
          event.preventDefault()
        }}
      >
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <h2 id={title}>
            {t(`checks.severity_${finding.severity}`)} · {t(`checks.rule_${finding.rule}`)}
          </h2>
          <CloseButton size="sm" aria-label={t('common.close')} onClick={onClose} />
        </Group>
        <p id={words}>
          {!finding.sentence.includes(finding.quote) && <Quote words={finding.quote} />} {finding.sentence}
          <small>
            {props.where} · {t('checks.nth', { n: props.nth, all: props.all })}
          </small>
        </p>
        <Group gap={6}>
          {mayMend && edit && (
            <Button size="compact-sm" data-first onClick={onMend} rightSection={<Kbd size="xs">Enter</Kbd>}>
              {finding.fix?.kind === 'suggested' && edit.text !== ''
                ? t('checks.mendTo', { text: edit.text })
                : t('checks.mend')}
            </Button>
          )}
          {mayIgnore && (
            <Button
              size="compact-sm"
              variant="light"
              color="gray"
              data-first={!mayMend || undefined}
              onClick={onIgnore}
              rightSection={<Kbd size="xs">Delete</Kbd>}
            >
              {t('checks.ignoreAsk')}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="default"
            data-first={(!mayMend && !mayIgnore) || undefined}
            onClick={() => onStep('next')}
            rightSection={<Kbd size="xs">F8</Kbd>}
          >
            {t('checks.next')}
          </Button>
        </Group>
      </Paper>
    </>
  )
}

const gap = 8

/**
 * Below the words, or above them where there is no room; it follows them while the page scrolls, so the places are
 * written where they show and are no state.
 */
function usePlace(
  card: RefObject<HTMLDivElement | null>,
  frame: RefObject<HTMLSpanElement | null>,
  place: () => DOMRect | undefined,
): void {
  const measure = useEffectEvent(() => {
    const box = card.current?.getBoundingClientRect()
    if (!box) return
    const found = place()
    const near = found ?? new DOMRect(innerWidth / 2 - box.width / 2, innerHeight / 3, 0, 0)
    const below = near.bottom + gap
    const top = below + box.height > innerHeight - gap ? near.top - gap - box.height : below
    put(card.current, {
      left: Math.max(gap, Math.min(near.left, innerWidth - box.width - gap)),
      top: Math.max(gap, Math.min(top, innerHeight - box.height - gap)),
    })
    put(frame.current, { left: near.left, top: near.top, width: near.width, height: near.height })
  })
  useLayoutEffect(() => {
    measure()
    // The sheet scrolls to the words, smoothly where people like it so.
    addEventListener('scroll', measure, { capture: true, passive: true })
    addEventListener('resize', measure)
    return () => {
      removeEventListener('scroll', measure, { capture: true })
      removeEventListener('resize', measure)
    }
  }, [])
}

function put(element: HTMLElement | null, at: Readonly<Record<string, number>>): void {
  for (const [side, pixels] of Object.entries(at)) element?.style.setProperty(side, `${pixels}px`)
}
