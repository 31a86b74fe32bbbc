/** Nothing here yet, or nothing to be had: what it means and what to do next. */
import { Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

type Props = {
  readonly title: string
  readonly lead?: string | undefined
  readonly icon?: ReactNode
  readonly heading?: 1 | 2 | 3
  readonly children?: ReactNode
}

export function EmptyState({ title, lead, icon, heading = 2, children }: Props) {
  return (
    <div className="empty">
      {icon && (
        <div className="empty-icon" aria-hidden="true">
          {icon}
        </div>
      )}
      <Title order={heading} size="h3">
        {title}
      </Title>
      {lead && (
        <Text c="dimmed" maw={460} mt={6}>
          {lead}
        </Text>
      )}
      {children && (
        <Group mt="lg" justify="center">
          {children}
        </Group>
      )}
    </div>
  )
}
