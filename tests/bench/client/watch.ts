/**
 * What runs inside the measured page: it watches, and changes nothing. Each function is carried into the page
 * as its source, so it uses nothing from outside of itself.
 */

/** Milliseconds since the navigation began; undefined: not yet. */
export type Opening = { readable?: number; editable?: number }
type LongTask = { readonly start: number; readonly ms: number }
/** Longest wait of each key press from the hardware's time to the paint, by its interaction's id. */
type Watched = { opening: Opening; longTasks: LongTask[]; presses: Map<number, number> }
type Watching = { bench: Watched }

/** To be run before any script of the page. */
export function watch(): void {
  const watched: Watched = { opening: {}, longTasks: [], presses: new Map() }
  Object.assign(globalThis, { bench: watched } satisfies Watching)
  const observe = (type: string, see: (entry: PerformanceEntry) => void, more: object = {}) => {
    const observer = new PerformanceObserver(list => list.getEntries().forEach(see))
    observer.observe({ type, buffered: true, ...more })
  }
  observe('longtask', ({ startTime, duration }) => watched.longTasks.push({ start: startTime, ms: duration }))
  // The least threshold there is; durations are rounded to 8 ms by the browser.
  const least = { durationThreshold: 16 }
  const seeEvent = (entry: PerformanceEntry & { readonly interactionId?: number }) => {
    if (!entry.interactionId || !/^key(down|press)$/.test(entry.name)) return
    const known = watched.presses.get(entry.interactionId) ?? 0
    watched.presses.set(entry.interactionId, Math.max(known, entry.duration))
  }
  observe('event', seeEvent, least)

  // A message that is posted within a frame arrives once that frame was drawn.
  const drawn = (mark: keyof Opening) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', () => (watched.opening[mark] ??= performance.now()), { once: true })
    port1.start()
    port2.postMessage(mark)
  }
  const look = () => {
    const shown = [...document.querySelectorAll('.tg-place')].filter(place => {
      const { top, bottom } = place.getBoundingClientRect()
      return bottom > 0 && top < innerHeight
    })
    const reads = (place: Element) => (place.querySelector('.tg-text')?.textContent ?? '') !== ''
    if (shown.length > 0 && shown.every(reads)) drawn('readable')
    if (shown.some(place => place.querySelector('[contenteditable="true"]'))) drawn('editable')
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

/** What was seen so far. */
export function seen(): { opening: Opening; longTasks: LongTask[]; presses: number[]; now: number } {
  const { opening, longTasks, presses } = (globalThis as unknown as Watching).bench
  return { opening, longTasks, presses: [...presses.values()], now: performance.now() }
}

export type Loaded = { readonly name: string; readonly bytes: number; readonly start: number }

/** Compressed bytes of every answer's body, in the order in which they were asked for. */
export function loaded(): Loaded[] {
  return performance.getEntriesByType('resource').map(entry => {
    const { name, encodedBodySize, startTime } = entry as PerformanceResourceTiming
    return { name: new URL(name).pathname, bytes: encodedBodySize, start: startTime }
  })
}
