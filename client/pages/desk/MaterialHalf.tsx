/** 来稿 of all departments and rounds: searched, filtered, each line with what became of it. */
import { Badge, Group, Select, Switch, TextInput } from '@mantine/core'
import { IconFileOff, IconSearch } from '@tabler/icons-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Report } from '../../../shared/api.ts'
import type { DeskBlock } from '../../../shared/desk-lines.ts'
import type { LineFate } from '../../../shared/fates.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useTimes } from '../../ui/times.ts'
import { useSectionName } from '../../ui/words.ts'
import { fateOfBlock, type Lying, shortName } from './lying.ts'
import type { Picked } from './picked.ts'
import { PieceBlock } from './PieceBlock.tsx'

type Props = {
  readonly report: Report
  readonly lying: readonly Lying[]
  readonly picked: Picked | undefined
  readonly onPick: ((picked: Picked | undefined) => void) | undefined
}

export function MaterialHalf({ report, lying, picked, onPick }: Props) {
  const { t } = useTranslation()
  const [question, setQuestion] = useState('')
  const [department, setDepartment] = useState<string | null>(null)
  const [unusedOnly, setUnusedOnly] = useState(false)
  const [allRounds, setAllRounds] = useState(false)
  const asked = useDeferredValue(question.trim())
  const departments = [...new Set(lying.flatMap(({ material }) => material.departmentNames))]
  const newest = useMemo(() => newestRounds(lying), [lying])
  const shown = lying
    .filter(one => allRounds || newest.has(one.material.id))
    .filter(({ material }) => department === null || material.departmentNames.includes(department))
    .map(one => ({
      ...one,
      blocks: one.blocks.filter(
        block => hasWords(block, asked) && (!unusedOnly || fateOfBlock(block, one.fates)?.fate === 'unused'),
      ),
    }))
    .filter(({ blocks }) => blocks.length > 0)
  return (
    <section className="desk-half" aria-label={t('desk.material')}>
      <h2>{t('desk.material')}</h2>
      <Group gap="sm" className="desk-tools">
        <TextInput
          aria-label={t('desk.search')}
          placeholder={t('desk.search')}
          leftSection={<IconSearch size={16} stroke={1.7} />}
          value={question}
          onChange={event => setQuestion(event.currentTarget.value)}
        />
        <Select
          aria-label={t('desk.department')}
          placeholder={t('desk.allDepartments')}
          data={departments}
          value={department}
          onChange={setDepartment}
          clearable
        />
        <Switch
          label={t('desk.unusedOnly')}
          checked={unusedOnly}
          onChange={event => setUnusedOnly(event.currentTarget.checked)}
        />
        <Switch
          label={t('desk.allRounds')}
          checked={allRounds}
          onChange={event => setAllRounds(event.currentTarget.checked)}
        />
      </Group>
      {lying.length === 0 ? (
        <EmptyState
          heading={3}
          title={t('desk.empty')}
          lead={t('desk.emptyLead')}
          icon={<IconFileOff size={30} stroke={1.4} />}
        />
      ) : (
        shown.length === 0 && <p className="desk-mute">{t('desk.nothingFound')}</p>
      )}
      {shown.map(one => (
        <Paper key={one.material.id} report={report} lying={one} picked={picked} onPick={onPick} />
      ))}
    </section>
  )
}

type PaperProps = Pick<Props, 'report' | 'picked' | 'onPick'> & { readonly lying: Lying }

/** One 来稿. */
function Paper({ report, lying: { material, blocks, fates }, picked, onPick }: PaperProps) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const departments = material.departmentNames.join(t('common.listComma'))
  const by = material.enteredFor ?? material.personName
  const label = t('desk.paper', { department: departments || by, n: material.round })
  const from = useMemo(
    () => ({ kind: 'material' as const, submissionId: material.id, label }),
    [material.id, label],
  )
  const nameOf = useSectionName()
  const role = report.sections.find(({ id }) => id === material.sectionId)?.role ?? null
  const name = `${material.number}${nameOf({ heading: material.heading, role })}`
  return (
    <article className="desk-paper" aria-label={`${name} ${label}`}>
      <header>
        <h3>{name}</h3>
        <span>{t('desk.paperBy', { label, name: by, time: moment(material.at) })}</span>
        {material.deleted && <Badge color="gray">{t('desk.goneSection')}</Badge>}
        {material.recalled && <Badge color="gray">{t('steps.roundRecalled')}</Badge>}
      </header>
      {blocks.map(block => (
        <PieceBlock key={block.block} block={block} from={from} picked={picked} onPick={onPick}>
          <FateMark report={report} fate={fateOfBlock(block, fates)} />
        </PieceBlock>
      ))}
    </article>
  )
}

function FateMark({ report, fate }: { readonly report: Report; readonly fate: LineFate | undefined }) {
  const { t } = useTranslation()
  if (!fate) return null
  const sections = fate.sectionIds
    .map(id => report.sections.find(one => one.id === id))
    .map(section => (section ? shortName(section) : ''))
    .filter(Boolean)
    .join(t('common.listComma'))
  return (
    <span className="desk-fate" data-fate={fate.fate}>
      {t(`desk.fate_${fate.fate}`, { sections })}
    </span>
  )
}

function newestRounds(lying: readonly Lying[]): ReadonlySet<string> {
  const newest = new Map<string, string>()
  for (const { material } of lying)
    if (!material.recalled && !newest.has(material.sectionId)) newest.set(material.sectionId, material.id)
  return new Set(newest.values())
}

const hasWords = (block: DeskBlock, asked: string) =>
  asked === '' || block.lines.some(({ text }) => text.includes(asked)) || block.caption.includes(asked)
