/** The report in its true pages, as it prints; laid out again whenever it is opened. */
import { Loader, VisuallyHidden } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import { tellFailure } from '../../ui/notice.ts'
import { showPages } from './paged-view.ts'

export function PagedView({ title, address }: { readonly title: string; readonly address: string }) {
  const { t } = useTranslation()
  const [pages, setPages] = useState<number>()
  const stop = useRef<() => void>(undefined)
  useEffect(() => () => stop.current?.(), [])
  const lay = async (frame: HTMLIFrameElement) => {
    const page = frame.contentDocument
    if (!page?.querySelector('.paper')) return tellFailure(t('reading.printFailed'))
    const shown = await showPages(page)
    stop.current = shown.stop
    setPages(shown.pages)
  }
  return (
    <section className="reading-pages" aria-label={t('reading.pages')}>
      <VisuallyHidden component="h1">{title}</VisuallyHidden>
      <output className="reading-pages-count">
        {pages === undefined ? <Loader size={18} /> : t('reading.pagesCount', { n: pages })}
      </output>
      <iframe
        src={address}
        title={t('reading.pages')}
        // Nothing in it runs: this page lays it out.
        sandbox="allow-same-origin"
        onLoad={event => void lay(event.currentTarget)}
      />
    </section>
  )
}
