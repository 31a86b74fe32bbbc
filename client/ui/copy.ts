/**
 * Copying text where the clipboard API is missing: over plain http at a LAN address it is.
 * Answers whether it worked, so that the page can ask the person to copy by hand.
 */
export async function copyText(text: string): Promise<boolean> {
  // Typed as always there; outside a secure context it is not.
  const clipboard = navigator.clipboard as Clipboard | undefined
  if (clipboard) {
    try {
      await clipboard.writeText(text)
      return true
    } catch {
      // Denied: try the old way.
    }
  }
  return copyBySelection(text)
}

function copyBySelection(text: string): boolean {
  const before = document.activeElement
  const area = document.createElement('textarea')
  area.value = text
  area.setAttribute('readonly', '')
  area.style.cssText = 'position:fixed;inset-block-start:0;opacity:0'
  // Inside an open dialog, or its focus trap would take the selection away.
  const host = document.querySelector('[role="dialog"]') ?? document.body
  host.append(area)
  area.select()
  try {
    return document.execCommand('copy')
  } catch {
    return false
  } finally {
    area.remove()
    if (before instanceof HTMLElement) before.focus()
  }
}
