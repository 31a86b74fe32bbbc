/** One file among many: where it is, which section it goes into and how, and what does not come along. */
import { CloseButton, NativeSelect, Progress } from '@mantine/core'
import { useTranslation } from '../i18n.ts'
import type { Section } from '../../shared/api.ts'
import { putModes } from '../../shared/schema/put-modes.ts'
import { type BroughtFile, followsAnother, modeOf, sharesSection } from './brought-files.ts'
import { Remarks } from './Remarks.tsx'
import type { Many } from './use-many.ts'

type Props = {
  readonly file: BroughtFile
  readonly many: Many
  readonly sections: readonly Section[]
}

export function ManyFile({ file, many, sections }: Props) {
  const { t } = useTranslation()
  const { key, state, sectionId, read, progress, problems } = file
  const { name } = file.file
  const remarks = read?.document.remarks ?? []
  const heading = many.headingOf(sectionId)
  const isBusy = state === 'reading' || state === 'putting'
  return (
    <li className="many-file" data-state={state}>
      <div className="many-name">
        <strong>{name}</strong>
        {state !== 'refused' && <small>{t(`manyFiles.state_${state}`, { heading })}</small>}
        {isBusy && <Progress size="sm" value={Math.max(4, progress * 100)} aria-label={name} />}
      </div>
      {state === 'ready' && <Where file={file} many={many} sections={sections} />}
      {!many.running && state !== 'done' && state !== 'undone' && (
        <CloseButton
          className="many-remove"
          aria-label={t('manyFiles.remove', { name })}
          onClick={() => many.remove(key)}
        />
      )}
      <Notes file={file} many={many} />
      {problems.map(problem => (
        <p key={problem} className="tg-problem" role="alert">
          {problem}
        </p>
      ))}
      {remarks.length > 0 && (
        <details>
          <summary>{t('manyFiles.left', { n: remarks.length })}</summary>
          <Remarks remarks={remarks} />
        </details>
      )}
    </li>
  )
}

const none = ''

function Where({ file, many, sections }: Props) {
  const { t } = useTranslation()
  const { key, sectionId } = file
  const { name } = file.file
  const disabled = many.running !== undefined
  const options = sections.map(({ id, level }) => ({
    value: id,
    label: `${'　'.repeat(level - 1)}${many.headingOf(id)}`,
  }))
  return (
    <div className="many-where">
      <NativeSelect
        aria-label={t('manyFiles.section', { name })}
        disabled={disabled}
        value={sectionId ?? none}
        data={[{ value: none, label: t('manyFiles.none') }, ...options]}
        onChange={({ currentTarget: { value } }) => many.choose(key, value === none ? null : value)}
      />
      {sectionId !== null && (
        <NativeSelect
          aria-label={t('manyFiles.mode', { name })}
          disabled={disabled || followsAnother(many.files, file)}
          value={modeOf(many.files, file, many.standingOf(sectionId))}
          data={putModes.map(value => ({ value, label: t(`intake.mode_${value}`) }))}
          onChange={event =>
            many.setMode(
              key,
              putModes.find(mode => mode === event.currentTarget.value),
            )
          }
        />
      )}
    </div>
  )
}

/** Why no section is suggested, and that a section gets more than one file. */
function Notes({ file, many }: Omit<Props, 'sections'>) {
  const { t } = useTranslation()
  const { state, match, sectionId } = file
  if (state !== 'ready') return null
  if (sharesSection(many.files, file)) return <p className="intake-quiet">{t('manyFiles.sameSection')}</p>
  if (sectionId !== null || match.kind === 'one') return null
  const headings =
    match.kind === 'several' ? match.ids.map(id => many.headingOf(id)).join(t('common.listComma')) : ''
  return (
    <p className="many-open">
      {match.kind === 'several' ? t('manyFiles.several', { headings }) : t('manyFiles.unmatched')}
    </p>
  )
}
