/** 版头: switched on as a whole; its fields below each other in the order of the page. */
import { Switch } from '@mantine/core'
import { useTranslation } from '../../i18n.ts'
import { limits } from '../../../shared/limits.ts'
import { emptyLetterhead, type Letterhead, type Matter, urgencies } from '../../../shared/report.ts'
import { Choice } from './Choice.tsx'
import { KeptText } from './KeptText.tsx'

type Props = { readonly matter: Matter; readonly save: (change: Partial<Matter>) => void }

export function LetterheadFields({ matter, save }: Props) {
  const { t } = useTranslation()
  const { letterhead, kind } = matter
  const change = (changed: Partial<Letterhead>) =>
    save({ letterhead: { ...emptyLetterhead, ...letterhead, ...changed } })
  return (
    <>
      <Switch
        label={t('matter.letterhead')}
        description={t('matter.letterheadHint')}
        checked={letterhead !== null}
        onChange={event => save({ letterhead: event.currentTarget.checked ? emptyLetterhead : null })}
      />
      {letterhead && (
        <div className="matter-inner">
          <KeptText
            label={t('matter.issuer')}
            placeholder={t('matter.issuerExample')}
            value={letterhead.issuer}
            longest={limits.matterLength}
            onKeep={issuer => change({ issuer })}
          />
          <KeptText
            label={t('matter.documentNumber')}
            placeholder={t('matter.documentNumberExample')}
            value={letterhead.documentNumber}
            longest={limits.nameLength}
            onKeep={documentNumber => change({ documentNumber })}
          />
          {kind === 'report' && (
            <KeptText
              label={t('matter.signers')}
              description={t('matter.signersHint')}
              value={letterhead.signers.join(t('common.listComma'))}
              longest={limits.matterSigners * limits.nameLength}
              onKeep={names => change({ signers: namesIn(names) })}
            />
          )}
          <Choice
            label={t('matter.urgency')}
            value={letterhead.urgency}
            choices={urgencies.map(value => ({ value, label: t(`matter.urgency_${value}`) }))}
            onChoose={urgency => change({ urgency })}
          />
          <KeptText
            label={t('matter.copyNumber')}
            description={t('matter.copyNumberHint')}
            value={letterhead.copyNumber}
            longest={6}
            onKeep={typed => change({ copyNumber: typed.replace(/\D/gu, '').slice(0, 6) })}
          />
        </div>
      )}
    </>
  )
}

const namesIn = (typed: string) =>
  typed
    .split(/[\u3001\uff0c\uff1b,;\s]+/u)
    .map(name => name.slice(0, limits.nameLength))
    .filter(name => name !== '')
    .slice(0, limits.matterSigners)
