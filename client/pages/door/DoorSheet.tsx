/** The frame of every door page: brand, one heading, the form, and the standing line about secrecy. */
import { type ReactNode, useEffect } from 'react'
import { useLanguage, useTranslation } from '../../i18n.ts'
import '../../ui/form.css'
import './door.css'

type Props = {
  readonly title: string
  readonly lead?: string | undefined
  readonly organisation?: string | undefined
  /** `beside`: two columns where there is room. */
  readonly wide?: boolean | 'beside'
  readonly children?: ReactNode
}

export function DoorSheet({ title, lead, organisation, wide = false, children }: Props) {
  const { t } = useTranslation()
  const { language, choose } = useLanguage()
  useEffect(() => {
    document.title = `${title} · ${t('common.product')}`
  }, [title, t])
  return (
    <div className="door">
      <header className="door-bar">
        <button
          type="button"
          lang={language === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => choose(language === 'zh' ? 'en' : 'zh')}
        >
          {t('common.otherLanguage')}
        </button>
      </header>
      <main className="door-main">
        <section
          className={['door-sheet', wide && 'door-wide', wide === 'beside' && 'door-beside']
            .filter(Boolean)
            .join(' ')}
        >
          <p className="door-brand">
            <img src="/favicon.svg" alt="" />
            <strong>{t('common.product')}</strong>
            {organisation && <span>{organisation}</span>}
          </p>
          <h1>{title}</h1>
          {lead && <p className="door-lead">{lead}</p>}
          {children}
        </section>
      </main>
      <footer className="door-foot">
        <p>{t('common.secrecyLine')}</p>
      </footer>
    </div>
  )
}
