/** Notes at sentences: the coordinator selects words in the section and says what is to be done about them. */
import { ActionIcon, Button, Textarea } from '@mantine/core'
import { IconQuote, IconX } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Section } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import { tellFailure } from '../../ui/notice.ts'
import { selectedQuote } from '../../ui/sentences.ts'
import type { DraftNotes } from './draft-notes.ts'

export function SentenceNotes({ section, notes }: { readonly section: Section; readonly notes: DraftNotes }) {
  const { t } = useTranslation()
  const { list, set } = notes
  const picked = useRef<string | undefined>(undefined)
  const add = () => {
    const quote = picked.current ?? selectedQuote(section.id)
    picked.current = undefined
    if (quote === undefined || list.length >= limits.returnNotes)
      return tellFailure(t('steps.nothingSelected'))
    set([...list, { quote, note: '' }])
  }
  return (
    <section className="sentence-notes">
      <h3>{t('steps.notesTitle')}</h3>
      <p className="panel-note">{t('steps.notesHint')}</p>
      <ul>
        {list.map(({ quote, note }, at) => (
          <li key={`${at}-${quote}`}>
            <blockquote>{quote}</blockquote>
            <Textarea
              aria-label={t('steps.noteOn', { quote })}
              defaultValue={note}
              autosize
              maxLength={limits.reasonLength}
              onChange={event => set(list.with(at, { quote, note: event.currentTarget.value }))}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('steps.removeNote')}
              onClick={() => set(list.toSpliced(at, 1))}
            >
              <IconX size={16} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <Button
        size="compact-sm"
        variant="light"
        leftSection={<IconQuote size={15} stroke={1.7} />}
        // The press takes the focus, and some browsers the selection with it.
        onPointerDown={() => {
          picked.current = selectedQuote(section.id)
        }}
        onClick={add}
      >
        {t('steps.addNote')}
      </Button>
    </section>
  )
}
