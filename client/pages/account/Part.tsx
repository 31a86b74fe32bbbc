/** One part of the account's page: a heading, what it is for, and its content. */
import { Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

type Props = { readonly title: string; readonly lead: string; readonly children: ReactNode }

export function Part({ title, lead, children }: Props) {
  return (
    <section className="card">
      <Title order={2} size="h4">
        {title}
      </Title>
      <Text c="dimmed" size="sm" mb="md">
        {lead}
      </Text>
      {children}
    </section>
  )
}
