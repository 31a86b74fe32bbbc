/** One line of words that is saved when it is left. */
import { TextInput } from '@mantine/core'

type Props = {
  readonly label: string
  readonly description?: string | undefined
  readonly placeholder?: string | undefined
  readonly value: string
  readonly longest: number
  readonly onKeep: (value: string) => void
}

export function KeptText({ label, description, placeholder, value, longest, onKeep }: Props) {
  return (
    <TextInput
      key={value}
      label={label}
      description={description}
      placeholder={placeholder}
      defaultValue={value}
      maxLength={longest}
      onBlur={event => {
        const typed = event.currentTarget.value.trim()
        if (typed !== value) onKeep(typed)
      }}
    />
  )
}
