/**
 * The last net under the pages: says plainly that one broke, and that nothing written is lost by it. A tab that
 * is older than the program asks for parts that are gone; that is no error of the page, and is told as such.
 * It is always here, so it is drawn without the kit, which may still be on its way.
 */
import { Component, type ReactNode } from 'react'
import { useTranslation } from '../i18n.ts'
import './form.css'

type Failure = 'broken' | 'missing-part'

export class ErrorBoundary extends Component<{ children: ReactNode }, { failure: Failure | null }> {
  override state = { failure: null }
  static getDerivedStateFromError(error: unknown): { failure: Failure } {
    return { failure: isMissingPart(error) ? 'missing-part' : 'broken' }
  }
  override render() {
    return this.state.failure === null ? this.props.children : <Failed failure={this.state.failure} />
  }
}

/** As Chromium, Firefox and Safari say that a module could not be fetched; none has a code for it. */
const moduleFailures = [
  'Failed to fetch dynamically imported module',
  'error loading dynamically imported module',
  'Importing a module script failed',
  'Unable to preload CSS',
]

const isMissingPart = (error: unknown) =>
  error instanceof Error && moduleFailures.some(words => error.message.includes(words))

function Failed({ failure }: { failure: Failure }) {
  const { t } = useTranslation()
  const isMissing = failure === 'missing-part'
  return (
    <main className="page-alone">
      <div className="empty page-broken">
        <h1>{t(isMissing ? 'common.missingPart' : 'common.somethingBroke')}</h1>
        <p>{t(isMissing ? 'common.missingPartLead' : 'common.somethingBrokeLead')}</p>
        <button type="button" className="tg-button" onClick={() => location.reload()}>
          {t('common.reload')}
        </button>
      </div>
    </main>
  )
}
