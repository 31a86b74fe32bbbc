/** The last net under the pages: says plainly that one broke, and that nothing written is lost by it. */
import { Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from './EmptyState.tsx'

export class ErrorBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }
  static getDerivedStateFromError() {
    return { broken: true }
  }
  override render() {
    return this.state.broken ? <Broken /> : this.props.children
  }
}

function Broken() {
  const { t } = useTranslation()
  return (
    <main className="page-alone">
      <EmptyState title={t('common.somethingBroke')} lead={t('common.somethingBrokeLead')} heading={1}>
        <Button onClick={() => location.reload()}>{t('common.reload')}</Button>
      </EmptyState>
    </main>
  )
}
