/** The print view in a frame that nobody sees: the browser's print prints the frame alone. */
type Props = {
  readonly address: string
  readonly title: string
  readonly onLoad: (frame: HTMLIFrameElement) => Promise<void>
}

export function PrintFrame({ address, title, onLoad }: Props) {
  return (
    <iframe
      className="reading-print-frame"
      src={address}
      title={title}
      aria-hidden="true"
      // Nothing in it runs; printing is a modal.
      sandbox="allow-same-origin allow-modals"
      tabIndex={-1}
      onLoad={event => void onLoad(event.currentTarget)}
    />
  )
}
