/** The way to the plain page, and whether this browser needs it. */

export const handInAddress = ({ reportId, sectionId }: { reportId: string; sectionId: string }) =>
  `/hand-in/${reportId}/${sectionId}`

/** Has the browser what the editor's line needs? Those of some chat programs have not. */
export const hasLine = () => typeof WebSocket === 'function'
