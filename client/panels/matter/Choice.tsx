/** One of a few words, all in sight. */
import { SegmentedControl } from '@mantine/core'
import { useId } from 'react'

type Props<Value extends string> = {
  readonly label: string
  readonly hint?: string | undefined
  readonly value: Value
  readonly choices: readonly { readonly value: Value; readonly label: string }[]
  readonly onChoose: (value: Value) => void
}

export function Choice<Value extends string>({ label, hint, value, choices, onChoose }: Props<Value>) {
  const id = useId()
  return (
    <div>
      <p className="matter-label" id={id}>
        {label}
      </p>
      <SegmentedControl
        fullWidth
        aria-labelledby={id}
        value={value}
        data={[...choices]}
        onChange={chosen => {
          const known = choices.find(choice => choice.value === chosen)
          if (known) onChoose(known.value)
        }}
      />
      {hint && <p className="matter-hint">{hint}</p>}
    </div>
  )
}
