/** Counters, gauges and histograms in Prometheus' text format; an object of the program, filled by whoever measures. */
type Labels = Readonly<Record<string, string>>

export type Metrics = {
  /** Adds to a counter. `name` ends in _total. */
  count(name: string, labels?: Labels, by?: number): void
  /**
   * A number that is read when the metrics are: a counter where the name ends in _total. One that cannot be read
   * is left out.
   */
  gauge(name: string, read: () => number | Promise<number>): void
  /** Answers what takes durations, seconds. `name` ends in _seconds. */
  histogram(name: string): (seconds: number) => void
  render(): Promise<string>
}

/** Upper bounds, seconds: from a commit on a good disk to what somebody complains about. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

type Histogram = { readonly upTo: number[]; count: number; sum: number }

export function createMetrics(): Metrics {
  const counters = new Map<string, Map<string, number>>()
  const gauges = new Map<string, () => number | Promise<number>>()
  const histograms = new Map<string, Histogram>()
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
    histogram(name) {
      const histogram: Histogram = { upTo: bounds.map(() => 0), count: 0, sum: 0 }
      histograms.set(name, histogram)
      return seconds => {
        histogram.count += 1
        histogram.sum += seconds
        for (const [at, bound] of bounds.entries())
          if (seconds <= bound) histogram.upTo[at] = (histogram.upTo[at] ?? 0) + 1
      }
    },
    async render() {
      const counted = [...counters].flatMap(([name, series]) => [
        `# TYPE ${name} counter`,
        ...[...series].map(([labels, value]) => `${name}${labels} ${value}`),
      ])
      const read = await Promise.all([...gauges].map(([name, gauge]) => readGauge(name, gauge)))
      const measured = [...histograms].flatMap(([name, histogram]) => linesOf(name, histogram))
      return `${[...counted, ...read.flat(), ...measured].join('\n')}\n`
    },
  }
}

async function readGauge(name: string, read: () => number | Promise<number>): Promise<string[]> {
  try {
    return [`# TYPE ${name} ${name.endsWith('_total') ? 'counter' : 'gauge'}`, `${name} ${await read()}`]
  } catch {
    return []
  }
}

const linesOf = (name: string, { upTo, count, sum }: Histogram) => [
  `# TYPE ${name} histogram`,
  ...bounds.map((bound, at) => `${name}_bucket{le="${bound}"} ${upTo[at]}`),
  `${name}_bucket{le="+Inf"} ${count}`,
  `${name}_sum ${sum}`,
  `${name}_count ${count}`,
]

function labelled(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}
