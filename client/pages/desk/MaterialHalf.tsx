/** 来稿 of all departments and rounds, and 材料: searched, filtered, each line with what became of it. */
import { Badge, Group, Select, Switch, TextInput } from '@mantine/core'
import { IconFileOff, IconSearch } from '@tabler/icons-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Report } from '../../../shared/api.ts'
import type { DeskBlock } from '../../../shared/desk-lines.ts'
import type { LineFate } from '../../../shared/fates.ts'
import { shortName } from '../../../shared/outline.ts'
import { attachmentPath } from '../../api/files.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useTimes } from '../../ui/times.ts'
import { useSectionName } from '../../ui/words.ts'
import { fateOfBlock, type Lying } from './lying.ts'
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
  const departments = [...new Set(lying.flatMap(({ paper }) => paper.departmentNames))]
  const newest = useMemo(() => newestRounds(lying), [lying])
  const shown = lying
    .filter(one => allRounds || newest.has(one.paper.id))
    .filter(({ paper }) => department === null || paper.departmentNames.includes(department))
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
        <Paper key={one.paper.id} report={report} lying={one} picked={picked} onPick={onPick} />
      ))}
    </section>
  )
}

type PaperProps = Pick<Props, 'report' | 'picked' | 'onPick'> & { readonly lying: Lying }

/** One 来稿, or one of 材料. */
function Paper({ report, lying: { paper, blocks, fates }, picked, onPick }: PaperProps) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const nameOf = useSectionName()
  const by = paper.enteredFor ?? paper.personName
  const department = paper.departmentNames.join(t('common.listComma')) || by
  const role = report.sections.find(({ id }) => id === paper.sectionId)?.role ?? null
  const name =
    paper.kind === 'material' ? paper.name : `${paper.number}${nameOf({ heading: paper.heading, role })}`
  const label =
    paper.round === null
      ? t('desk.materialOf', { department })
      : t('desk.paper', { department, n: paper.round })
  const from = useMemo(
    () => ({ kind: 'paper' as const, paper: { id: paper.id, kind: paper.kind }, label }),
    [paper.id, paper.kind, label],
  )
  return (
    <article className="desk-paper" aria-label={`${name} ${label}`}>
      <header>
        <h3>{name}</h3>
        <span>{t('desk.paperBy', { label, name: by, time: moment(paper.at) })}</span>
        {paper.deleted && <Badge color="gray">{t('desk.goneSection')}</Badge>}
        {paper.recalled && <Badge color="gray">{t('steps.roundRecalled')}</Badge>}
        {paper.attachmentId !== null && (
          <a className="desk-original" href={attachmentPath(report.id, paper.attachmentId)} download>
            {t('desk.original')}
          </a>
        )}
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

/** The newest round of each section, and all material. */
function newestRounds(lying: readonly Lying[]): ReadonlySet<string> {
  const newest = new Map<string, string>()
  for (const { paper } of lying) {
    const key = paper.sectionId ?? paper.id
    if (!paper.recalled && !newest.has(key)) newest.set(key, paper.id)
  }
  return new Set(newest.values())
}

const hasWords = (block: DeskBlock, asked: string) =>
  asked === '' || block.lines.some(({ text }) => text.includes(asked)) || block.caption.includes(asked)
