/** Many findings mended at once: each shown as it is and as it would be, the safe ones ticked, any of them left out. */
import { Button, Checkbox, Group, Modal, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { ToldFinding } from '../../checks/findings.ts'

type Props = {
  /** Those that have a fix and stand where one may write. */
  readonly findings: readonly ToldFinding[]
  readonly whereOf: (finding: ToldFinding) => string
  readonly onMend: (chosen: readonly ToldFinding[]) => Promise<void>
  readonly onClose: () => void
}

export function MendAll({ findings, whereOf, onMend, onClose }: Props) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<ReadonlySet<ToldFinding>>(
    () => new Set(findings.filter(({ fix }) => fix?.kind === 'safe')),
  )
  const [isBusy, setIsBusy] = useState(false)
  const choose = (finding: ToldFinding, yes: boolean) => {
    const next = new Set(chosen)
    if (yes) next.add(finding)
    else next.delete(finding)
    setChosen(next)
  }
  const mend = async () => {
    setIsBusy(true)
    await onMend(findings.filter(finding => chosen.has(finding)))
    onClose()
  }
  return (
    <Modal opened onClose={onClose} title={t('checks.mendAllTitle')} size="lg">
      <Text c="dimmed" size="sm">
        {t('checks.mendAllLead')}
      </Text>
      <Checkbox
        mt="sm"
        label={t('checks.chooseAll')}
        checked={chosen.size === findings.length}
        indeterminate={chosen.size > 0 && chosen.size < findings.length}
        onChange={event => setChosen(new Set(event.currentTarget.checked ? findings : []))}
      />
      <ul className="mend-all" aria-label={t('checks.mendAllTitle')}>
        {findings.map(finding => (
          <li key={finding.key}>
            <Checkbox
              checked={chosen.has(finding)}
              onChange={event => choose(finding, event.currentTarget.checked)}
              label={
                <>
                  <span className="mend-all-where">
                    {whereOf(finding)} · {t(`checks.rule_${finding.rule}`)}
                  </span>
                  <Before finding={finding} />
                </>
              }
            />
          </li>
        ))}
      </ul>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button disabled={chosen.size === 0} loading={isBusy} onClick={() => void mend()}>
          {t('checks.mendAllDo', { n: chosen.size })}
        </Button>
      </Group>
    </Modal>
  )
}

/** Characters of what stays that are shown between two edits, at most. */
const longest = 24

/** The words with what goes and what comes in their place, and a little of the line on either side. */
function Before({ finding: { quote, before, after, place, fix } }: { readonly finding: ToldFinding }) {
  const { t } = useTranslation()
  const words = `${before}${quote}${after}`
  const shift = before.length - place.from
  const edits = (fix?.edits ?? []).map(({ from, to, text }) => ({ from: from + shift, to: to + shift, text }))
  // Of a fix that reaches over the whole paragraph only what stands near is shown.
  const near = edits.filter(({ from, to }) => from >= 0 && to <= words.length)
  const parts = near.map((edit, at) => ({
    ...edit,
    kept: words.slice(near[at - 1]?.to ?? 0, edit.from),
    old: words.slice(edit.from, edit.to),
  }))
  return (
    <span className="mend-all-words">
      {parts.map(part => (
        <span key={part.from}>
          {part.kept.length > longest
            ? `${part.kept.slice(0, longest / 2)}…${part.kept.slice(-longest / 2)}`
            : part.kept}
          {part.old !== '' && <del aria-label={`${t('checks.before')} ${part.old}`}>{part.old}</del>}
          {part.text !== '' && <ins aria-label={`${t('checks.after')} ${part.text}`}>{part.text}</ins>}
        </span>
      ))}
      {words.slice(near.at(-1)?.to ?? 0).slice(0, longest)}
      {near.length < edits.length && '…'}
    </span>
  )
}
