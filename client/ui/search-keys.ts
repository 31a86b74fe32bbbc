/** / and Ctrl+K lead to the search from anywhere: to the field in the bar, or to its page where there is none. */
import { useEffect, useEffectEvent } from 'react'
import { useNavigate } from 'react-router'
import { isWriting } from './is-writing.ts'

export const searchFieldId = 'search-field'

export function useSearchKeys(): void {
  const navigate = useNavigate()
  const act = useEffectEvent((event: KeyboardEvent) => {
    if (event.isComposing || !asksForSearch(event)) return
    event.preventDefault()
    const inBar = document.getElementById(searchFieldId)
    if (inBar && inBar.offsetParent !== null) inBar.focus()
    else if (location.pathname !== '/search') void navigate('/search')
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => act(event)
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
}

function asksForSearch({ key, ctrlKey, metaKey, altKey, shiftKey, target }: KeyboardEvent): boolean {
  const control = ctrlKey || metaKey
  if (altKey) return false
  return control ? key.toLowerCase() === 'k' && !shiftKey : key === '/' && !isWriting(target)
}
