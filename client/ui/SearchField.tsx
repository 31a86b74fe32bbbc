/** The search in the bar of every page; in a narrow window a link to its page stands for it. */
import { IconSearch } from '@tabler/icons-react'
import type { FormEvent } from 'react'
import { useTranslation } from '../i18n.ts'
import { Link, useLocation, useNavigate } from 'react-router'
import { limits } from '../../shared/limits.ts'
import { searchFieldId } from './search-keys.ts'
import { field } from './SignInForm.tsx'

export function SearchField() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  // The page of the search brings its own field.
  if (pathname === '/search') return null
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const question = field(new FormData(event.currentTarget), 'q')
    void navigate(question === '' ? '/search' : `/search?${new URLSearchParams({ q: question })}`)
  }
  return (
    <>
      <search className="page-search">
        <form onSubmit={send}>
          <IconSearch size={16} stroke={1.7} aria-hidden="true" />
          <input
            id={searchFieldId}
            name="q"
            type="search"
            aria-label={t('search.question')}
            placeholder={t('search.short')}
            title={t('search.keys')}
            maxLength={limits.searchLength}
            autoComplete="off"
          />
        </form>
      </search>
      <Link to="/search" className="page-search-link" aria-label={t('search.title')}>
        <IconSearch size={19} stroke={1.7} aria-hidden="true" />
      </Link>
    </>
  )
}
