/** The words that a finding is about, shortened where they are a whole paragraph. */
const longest = 40

export function Quote({ words }: { readonly words: string }) {
  return <q>{words.length > longest ? `${words.slice(0, longest)}…` : words}</q>
}
