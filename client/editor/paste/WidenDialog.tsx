/** 半角标点: the lines of a paste that have some, each mark beside the one that will stand there, before any is changed. */
import { Button, Group, Modal, ScrollArea, Text } from '@mantine/core'
import { useTranslation } from '../../i18n.ts'
import type { MarkedLine } from './halfwidth.ts'
import './widen.css'

type Props = {
  readonly lines: readonly MarkedLine[]
  readonly onWiden: () => void
  readonly onClose: () => void
}

const mostLines = 200

export function WidenDialog({ lines, onWiden, onClose }: Props) {
  const { t } = useTranslation()
  const count = lines.reduce((sum, { marks }) => sum + marks.length, 0)
  return (
    <Modal opened onClose={onClose} title={t('editor.widenTitle', { n: count })} size="lg" centered>
      <div className="fields">
        <Text size="sm">{t('editor.widenLead')}</Text>
        <ScrollArea.Autosize
          mah="50vh"
          viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': t('editor.widenPreview') }}
        >
          <ol className="widen-lines">
            {lines.slice(0, mostLines).map((line, at) => (
              // Lines have no identity of their own; the list never changes.
              <li key={`${at}:${line.text}`}>
                <Widened line={line} />
              </li>
            ))}
          </ol>
        </ScrollArea.Autosize>
        {lines.length > mostLines && (
          <Text size="sm">{t('editor.widenMore', { n: lines.length - mostLines })}</Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button data-autofocus onClick={onWiden}>
            {t('editor.widen')}
          </Button>
        </Group>
      </div>
    </Modal>
  )
}

function Widened({ line: { text, marks } }: { readonly line: MarkedLine }) {
  const ends = [0, ...marks.map(({ to }) => to)]
  return (
    <>
      {marks.map((mark, at) => (
        <span key={mark.from}>
          {text.slice(ends[at], mark.from)}
          <del>{text.slice(mark.from, mark.to)}</del>
          <ins>{mark.text}</ins>
        </span>
      ))}
      {text.slice(ends.at(-1))}
    </>
  )
}
