/** The bar that stays: how it is shown, and from change to change. */
import { ActionIcon, Button, SegmentedControl } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconRefresh } from '@tabler/icons-react'
import { useTranslation } from '../../i18n.ts'
import type { Choice, Choose } from './choice.ts'
import { TakeMenu } from './TakeMenu.tsx'
import type { Steps } from './use-steps.ts'

type Props = {
  readonly reportId: string
  readonly choice: Choice
  readonly onChoose: Choose
  readonly steps: Steps
  readonly count: number
  readonly busy: boolean
  readonly onAgain: () => void
}

export function Tools({ reportId, choice, onChoose, steps, count, busy, onAgain }: Props) {
  const { t } = useTranslation()
  const position = steps.at === 0 ? 'compare.changes' : 'compare.position'
  return (
    <div className="compare-tools" role="toolbar" aria-label={t('compare.view')}>
      <SegmentedControl
        aria-label={t('compare.view')}
        value={choice.view}
        onChange={view => onChoose({ view: view === 'sides' ? 'sides' : 'unified' })}
        data={[
          { value: 'unified', label: t('compare.unified') },
          { value: 'sides', label: t('compare.sides') },
        ]}
      />
      <SegmentedControl
        aria-label={t('compare.shown')}
        value={choice.shown}
        onChange={shown => onChoose({ shown: shown === 'everything' ? 'everything' : 'changes' })}
        data={[
          { value: 'changes', label: t('compare.onlyChanges') },
          { value: 'everything', label: t('compare.everything') },
        ]}
      />
      <div className="compare-steps">
        <output>{t(position, { at: steps.at, n: count })}</output>
        <ActionIcon
          variant="default"
          size={36}
          disabled={count === 0}
          aria-label={t('compare.previous')}
          title={t('compare.previousKey')}
          onClick={() => steps.go(-1)}
        >
          <IconArrowUp size={18} stroke={1.6} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={36}
          disabled={count === 0}
          aria-label={t('compare.next')}
          title={t('compare.nextKey')}
          onClick={() => steps.go(1)}
        >
          <IconArrowDown size={18} stroke={1.6} aria-hidden="true" />
        </ActionIcon>
      </div>
      <Button
        variant="default"
        loading={busy}
        leftSection={<IconRefresh size={18} stroke={1.6} />}
        onClick={onAgain}
      >
        {t('compare.again')}
      </Button>
      {count > 0 && <TakeMenu reportId={reportId} choice={choice} />}
    </div>
  )
}
