/** What a version is called: by its name, or by what made it. */
import { useTranslation } from '../i18n.ts'
import type { Version } from '../../shared/api.ts'

type Named = Pick<Version, 'kind' | 'name' | 'place' | 'stage' | 'edition'>

export function useVersionNames(): {
  readonly kindOf: (version: Named) => string
  readonly nameOf: (version: Named) => string
} {
  const { t } = useTranslation()
  const kindOf = ({ kind, place, stage, edition }: Named) => {
    // A 导语 has no heading.
    if (kind === 'submission' && place === '') return t('versions.plain_submission')
    return t(`versions.kind_${kind}`, { place, stage: t(`reports.stage_${stage}`), edition: edition ?? 1 })
  }
  return { kindOf, nameOf: version => (version.name === '' ? kindOf(version) : version.name) }
}
