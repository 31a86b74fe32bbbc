/** Counters and gauges in Prometheus' text format; an object of the program, filled by whoever measures. */
type Labels = Readonly<Record<string, string>>

export type Metrics = {
  /** Adds to a counter. `name` ends in _total. */
  count(name: string, labels?: Labels, by?: number): void
  /** A gauge that is read when the metrics are. */
  gauge(name: string, read: () => number): void
  render(): string
}

export function createMetrics(): Metrics {
  const counters = new Map<string, Map<string, number>>()
  const gauges = new Map<string, () => number>()
  return {
    count(name, labels = {}, by = 1) {
      const series = counters.get(name) ?? new Map<string, number>()
      counters.set(name, series)
      const key = labelled(labels)
      series.set(key, (series.get(key) ?? 0) + by)
    },
    gauge(name, read) {
      gauges.set(name, read)
    },
    render() {
      const lines = [...counters].flatMap(([name, series]) => [
        `# TYPE ${name} counter`,
        ...[...series].map(([labels, value]) => `${name}${labels} ${value}`),
      ])
      for (const [name, read] of gauges) lines.push(`# TYPE ${name} gauge`, `${name} ${read()}`)
      return `${lines.join('\n')}\n`
    },
  }
}

function labelled(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}
