/** What stands left and right, and how much of it: chosen here, kept in the page's address. */
import { ActionIcon, NativeSelect } from '@mantine/core'
import { IconArrowsExchange } from '@tabler/icons-react'
import { useTranslation } from '../../i18n.ts'
import type { Comparable, Report } from '../../../shared/api.ts'
import { useSectionName } from '../../ui/words.ts'
import { type Choice, type Choose, sectionOf } from './choice.ts'
import { useSideOptions } from './side-names.ts'

type Props = {
  readonly report: Report
  readonly sides: readonly Comparable[]
  readonly choice: Choice
  readonly onChoose: Choose
}

export function Sides({ report, sides, choice, onChoose }: Props) {
  const { t } = useTranslation()
  const nameOf = useSectionName()
  const options = useSideOptions(sides)
  const fixed = sectionOf(sides, choice)
  const scopes = [
    { value: '', label: t('compare.wholeReport') },
    ...report.sections.map(section => ({ value: section.id, label: section.number + nameOf(section) })),
  ]
  return (
    <div className="compare-sides-chosen">
      <NativeSelect
        label={t('compare.left')}
        data={options}
        value={choice.left}
        onChange={event => onChoose({ left: event.currentTarget.value })}
      />
      <ActionIcon
        variant="default"
        size={36}
        aria-label={t('compare.swap')}
        title={t('compare.swap')}
        onClick={() => onChoose({ left: choice.right, right: choice.left })}
      >
        <IconArrowsExchange size={18} stroke={1.6} aria-hidden="true" />
      </ActionIcon>
      <NativeSelect
        label={t('compare.right')}
        data={options}
        value={choice.right}
        onChange={event => onChoose({ right: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('compare.scope')}
        data={scopes}
        value={fixed ?? choice.section}
        disabled={fixed !== undefined}
        onChange={event => onChoose({ section: event.currentTarget.value })}
      />
    </div>
  )
}
