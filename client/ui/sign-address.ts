/** The way to the page where a section is signed with one's own account. */
export const signAddress = ({ reportId, sectionId }: { reportId: string; sectionId: string }) =>
  `/sign-off/${reportId}/${sectionId}`
