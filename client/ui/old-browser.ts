/**
 * Chromium 109 is the last on Windows 7. What it lacks of the language's library is brought along for it, in the
 * page and in each worker, which shares nothing with the page; newer browsers never fetch it.
 */
export const isOldBrowser = () =>
  !('withResolvers' in Promise && 'groupBy' in Map && 'with' in Array.prototype)
