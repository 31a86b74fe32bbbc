/** One entry, new or changed; which fields there are is the kind's. */
import { Button, Group, Modal, NativeSelect, NumberInput, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { HouseEntry } from '../../../shared/api.ts'
import { houseKinds, type HouseKind, type HouseWords, isWhole } from '../../../shared/house-list.ts'
import { limits } from '../../../shared/limits.ts'
import { field } from '../../ui/SignInForm.tsx'
import type { HouseEdits } from './use-house-edits.ts'

type Props = {
  /** Null: a new one. */
  readonly entry: HouseEntry | null
  /** What a new one begins as. */
  readonly kind: HouseKind
  readonly edits: HouseEdits
  readonly onClose: () => void
}

export function EntryForm({ entry, kind: first, edits, onClose }: Props) {
  const { t } = useTranslation()
  const [kind, setKind] = useState(entry?.kind ?? first)
  const [problem, setProblem] = useState<string>()
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const rank = Number(field(fields, 'rank'))
    const words: HouseWords = {
      kind,
      wording: field(fields, 'wording'),
      instead: field(fields, 'instead'),
      rank: Number.isInteger(rank) && rank > 0 ? rank : null,
      note: field(fields, 'note'),
    }
    if (!isWhole(words)) return setProblem(t('house.problem_instead'))
    edits.save(entry, words, { onSaved: onClose, onProblem: setProblem })
  }
  return (
    <Modal opened onClose={onClose} title={entry ? t('house.changeTitle') : t('house.addTitle')} centered>
      <form onSubmit={save} className="fields">
        <NativeSelect
          label={t('house.kind')}
          value={kind}
          onChange={event => setKind(houseKinds.find(one => one === event.currentTarget.value) ?? kind)}
          data={houseKinds.map(value => ({ value, label: t(`house.kind_${value}`) }))}
        />
        <Text c="dimmed" size="sm">
          {t(`house.hint_${kind}`)}
        </Text>
        <TextInput
          name="wording"
          label={t(`house.wording_${kind}`)}
          defaultValue={entry?.wording}
          required
          maxLength={limits.houseWording}
          data-autofocus
        />
        {(kind === 'term' || kind === 'short' || kind === 'leader') && (
          <TextInput
            name="instead"
            label={t(`house.instead_${kind}`)}
            defaultValue={entry?.instead}
            required={kind !== 'leader'}
            maxLength={limits.houseWording}
            error={problem === t('house.problem_instead') ? problem : undefined}
            onChange={() => setProblem(undefined)}
          />
        )}
        {kind === 'leader' && (
          <NumberInput
            name="rank"
            label={t('house.rank')}
            defaultValue={entry?.rank ?? ''}
            min={1}
            max={limits.houseEntries}
            allowDecimal={false}
            hideControls
          />
        )}
        <TextInput
          name="note"
          label={t('house.note')}
          defaultValue={entry?.note}
          maxLength={limits.houseNote}
        />
        {problem !== undefined && problem !== t('house.problem_instead') && (
          <Text c="red" role="alert" size="sm">
            {problem}
          </Text>
        )}
        <Group justify="flex-end" mt="sm">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={edits.isBusy}>
            {t('common.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
