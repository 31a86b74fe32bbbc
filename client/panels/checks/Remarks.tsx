/**
 * 退改意见: what was found in each department's sections as a document to send or print, and sections given back to
 * their authors with what was found as notes at their sentences, several at once and each note looked at before.
 */
import { Anchor, Button, Checkbox, Group, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Department, Report, ReturnNote } from '../../../shared/api.ts'
import { suggestionOf } from '../../../shared/checks/remarks.ts'
import { limits } from '../../../shared/limits.ts'
import { accessTo, holders, mayReturn } from '../../../shared/permissions.ts'
import { remarksPath } from '../../api/call.ts'
import { useReturnSection } from '../../api/queries.ts'
import type { ToldFinding } from '../../checks/findings.ts'
import { tell } from '../../ui/notice.ts'
import { useSession } from '../../ui/session.tsx'
import { useTellFailure } from '../../ui/tell-failure.ts'

type Props = {
  readonly report: Report
  readonly departments: readonly Department[]
  /** Of the whole report, in the order of the text. */
  readonly findings: readonly ToldFinding[]
  readonly onClose: () => void
}

export function Remarks({ report, departments, findings, onClose }: Props) {
  const { t } = useTranslation()
  const { actor } = useSession()
  const countOf = (departmentId: string) => {
    const held = report.sections
      .filter(section => holders(section).includes(departmentId))
      .map(({ id }) => id)
    return findings.filter(({ place }) => held.includes(place.section)).length
  }
  const holding = departments.filter(({ id }) =>
    report.sections.some(section => holders(section).includes(id)),
  )
  const returnable = report.sections.filter(
    section =>
      mayReturn(actor, accessTo(report, section)) &&
      findings.some(({ place }) => place.section === section.id),
  )
  return (
    <Modal opened onClose={onClose} title={t('checks.remarks')} size="lg">
      <p className="checks-lead">{t('checks.remarksLead')}</p>
      {holding.length === 0 && <p className="checks-lead">{t('checks.remarksNobody')}</p>}
      <ul className="remarks-departments" aria-label={t('checks.departments')}>
        {holding.map(({ id, name }) => (
          <li key={id}>
            <span>
              {name} <small>{t('checks.remarksCount', { n: countOf(id) })}</small>
            </span>
            <Group gap={12}>
              <Anchor
                size="sm"
                href={remarksPath(report.id, { department: id, format: 'print-html' })}
                target="_blank"
                rel="noreferrer"
                aria-label={t('checks.remarksPrintOf', { name })}
              >
                {t('checks.remarksPrint')}
              </Anchor>
              <Anchor
                size="sm"
                href={remarksPath(report.id, { department: id, format: 'docx' })}
                download
                aria-label={t('checks.remarksWordOf', { name })}
              >
                {t('checks.remarksWord')}
              </Anchor>
              <Anchor
                size="sm"
                href={remarksPath(report.id, { department: id, format: 'txt' })}
                download
                aria-label={t('checks.remarksTextOf', { name })}
              >
                {t('checks.remarksText')}
              </Anchor>
            </Group>
          </li>
        ))}
      </ul>
      {returnable.length > 0 && (
        <ReturnMany report={report} sections={returnable} findings={findings} onDone={onClose} />
      )}
    </Modal>
  )
}

type ManyProps = {
  readonly report: Report
  readonly sections: Report['sections']
  readonly findings: readonly ToldFinding[]
  readonly onDone: () => void
}

/** Hints are no reason to give a text back. */
const isGraveEnough = ({ severity }: ToldFinding) => severity !== 'info'

function ReturnMany({ report, sections, findings, onDone }: ManyProps) {
  const { t } = useTranslation()
  const remarkOf = (finding: ToldFinding) => {
    const text = suggestionOf(finding, finding.sentence)
    return text === undefined
      ? finding.sentence
      : `${finding.sentence}${t('checks.remarksSuggested', { text })}`
  }
  const fail = useTellFailure()
  const { mutateAsync } = useReturnSection(report.id)
  const [reason, setReason] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [left, setLeft] = useState<ReadonlySet<ToldFinding>>(
    () => new Set(findings.filter(finding => !isGraveEnough(finding))),
  )
  const [isBusy, setIsBusy] = useState(false)
  const ofSection = (id: string) => findings.filter(({ place }) => place.section === id)
  const notesOf = (id: string): ReturnNote[] =>
    ofSection(id)
      .filter(finding => !left.has(finding))
      .slice(0, limits.returnNotes)
      .map(finding => ({
        quote: finding.quote.slice(0, limits.returnQuote),
        note: remarkOf(finding).slice(0, limits.reasonLength),
      }))
  const giveBack = async () => {
    setIsBusy(true)
    let done = 0
    try {
      for (const { id } of sections.filter(section => chosen.has(section.id))) {
        await mutateAsync({ sectionId: id, body: { reason: reason.trim(), notes: notesOf(id) } })
        done += 1
      }
      onDone()
    } catch (error) {
      fail(error)
    }
    setIsBusy(false)
    if (done > 0) tell(t('checks.returned', { n: done }))
  }
  return (
    <section className="return-many" aria-label={t('checks.return')}>
      <h3>{t('checks.return')}</h3>
      <p className="checks-lead">{t('checks.returnLead')}</p>
      <ul>
        {sections.map(({ id, number, heading }) => (
          <li key={id}>
            <Checkbox
              label={`${number}${heading}`}
              checked={chosen.has(id)}
              onChange={event => setChosen(toggled(chosen, id, event.currentTarget.checked))}
            />
            {chosen.has(id) && (
              <ul>
                {ofSection(id).map(finding => (
                  <li key={finding.key}>
                    <Checkbox
                      size="xs"
                      checked={!left.has(finding)}
                      onChange={event => setLeft(toggled(left, finding, !event.currentTarget.checked))}
                      label={
                        <>
                          <q>{finding.quote.slice(0, longest)}</q> {remarkOf(finding)}
                        </>
                      }
                    />
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      <Textarea
        label={t('checks.returnReason')}
        value={reason}
        onChange={event => setReason(event.currentTarget.value)}
        autosize
        minRows={2}
        maxLength={limits.reasonLength}
      />
      <Group justify="flex-end" mt="md">
        <Button
          disabled={chosen.size === 0 || reason.trim() === ''}
          loading={isBusy}
          onClick={() => void giveBack()}
        >
          {t('checks.returnDo', { n: chosen.size })}
        </Button>
      </Group>
    </section>
  )
}

const longest = 40

function toggled<Value>(known: ReadonlySet<Value>, value: Value, isIn: boolean): Set<Value> {
  const next = new Set(known)
  if (isIn) next.add(value)
  else next.delete(value)
  return next
}
