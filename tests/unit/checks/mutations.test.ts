/** A digit changed in a correct sum, share or growth: seeded, so that a miss can be looked at. */
import { expect, test } from 'vitest'
import { randomFrom } from '../../fuzz/random.ts'
import { findingsIn } from './rules.ts'

const whole = (random: () => number, from: number, to: number) => from + Math.floor(random() * (to - from))

/** Correct sentences, and which of their numbers may be changed. */
const makers: readonly ((random: () => number) => string)[] = [
  random => {
    const [a, b] = [whole(random, 1000, 30000), whole(random, 1000, 30000)]
    return `全区参保${a + b}人，其中企业职工${a}人，灵活就业${b}人。`
  },
  random => {
    const [a, b, c] = [whole(random, 20, 90), whole(random, 20, 90), whole(random, 20, 90)]
    return `共有教师${a + b + c}名（语文${a}名，数学${b}名，英语${c}名）。`
  },
  random => {
    const [a, b] = [whole(random, 100, 900), whole(random, 100, 900)]
    return `投入资金${a + b}万元，其中上级补助${a}万元，地方自筹${b}万元。`
  },
  random => {
    const all = whole(random, 800, 30000)
    const part = Math.floor(all * (0.3 + random() * 0.6))
    return `登记人数为${part}人，占目标任务${all}人的${((part / all) * 100).toFixed(2)}%。`
  },
  random => {
    const all = whole(random, 200, 2000)
    const part = Math.floor(all * (0.5 + random() * 0.5))
    return `抽检${all}批次，合格${part}批次，合格率${((part / all) * 100).toFixed(1)}%。`
  },
  random => {
    const from = whole(random, 1000, 9000)
    const to = Math.floor(from * (1.02 + random() * 0.5))
    return `人均收入由${from}元提高到${to}元，增长${(((to - from) / from) * 100).toFixed(1)}%。`
  },
  random => {
    const from = whole(random, 200, 900)
    const to = from + whole(random, 10, 300)
    return `实现税收${to}万元，比上年的${from}万元增长${(((to - from) / from) * 100).toFixed(1)}%。`
  },
]

function mutate(text: string, random: () => number): string {
  const places = [...text.matchAll(/\d/g)].map(({ index }) => index)
  const at = places[whole(random, 0, places.length)] ?? 0
  const digit = String((Number(text[at]) + whole(random, 1, 10)) % 10)
  return text.slice(0, at) + digit + text.slice(at + 1)
}

const rules = ['sum', 'percentage', 'growth'] as const

test('C4 a changed digit in a correct sum, share or growth is found in 95 of 100, and the correct ones are left alone', () => {
  const seeded = randomFrom(20251128)
  const random = () => seeded.below(1_000_000) / 1_000_000
  const missed: string[] = []
  for (let round = 0; round < 400; round += 1) {
    const right = makers[round % makers.length]?.(random) ?? ''
    expect(findingsIn(right, rules), right).toEqual([])
    const wrong = mutate(right, random)
    if (findingsIn(wrong, rules).length === 0) missed.push(wrong)
  }
  expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(400 * 0.05)
})
