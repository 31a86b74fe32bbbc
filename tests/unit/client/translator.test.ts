/** The words of a page: by key, in parts, in one language and the other. */
import { expect, test, vi } from 'vitest'
import { Translator } from '../../../client/translator.ts'
import { dictionaries } from '../../../shared/i18n/dictionaries.ts'

/** Chinese is here, English is not. */
function translator(label = '部门'): Translator {
  const made = new Translator('zh', label)
  made.add('zh', dictionaries.zh)
  return made
}

test('1 a variable stands where the words have its mark', () => {
  const { t } = translator().spoken()
  expect(t('editor.imagesLeftOut', { n: 3 })).toBe(
    dictionaries.zh.editor.imagesLeftOut.replaceAll('{{n}}', '3'),
  )
  // @ts-expect-error -- the variable is missing
  expect(t('editor.imagesLeftOut')).not.toContain('{{')
})

test('2 words come in parts, and the house has its own name for departments', () => {
  const made = new Translator('zh', '站所')
  const { t } = made.spoken()
  made.add('zh', { common: { save: '旧' } })
  made.add('zh', { people: { departments: '{部门}一览' } })
  made.add('zh', { common: { save: '新', cancel: '取消' } })
  const said = (key: string) => Reflect.apply(t, undefined, [key])
  expect([said('common.save'), said('common.cancel'), said('people.departments')]).toEqual([
    '新',
    '取消',
    '站所一览',
  ])
})

test('3 another language is another object, and whoever listens is told', () => {
  const made = translator()
  const told = vi.fn<() => void>()
  const stop = made.subscribe(told)
  const before = made.spoken()
  expect(made.has('en', 'common')).toBe(false)
  made.add('en', dictionaries.en)
  expect(made.has('en', 'common')).toBe(true)
  expect(made.spoken()).toBe(before)
  made.speak('en')
  expect(made.spoken()).not.toBe(before)
  expect(made.spoken().t('common.save')).toBe(dictionaries.en.common.save)
  expect(before.t('common.save')).toBe(dictionaries.zh.common.save)
  stop()
  made.speak('zh')
  expect(told).toHaveBeenCalledTimes(1)
})

test('4 what nobody has words for says its key', () => {
  const { t } = translator().spoken()
  for (const key of ['common.nothing', 'nowhere.save', 'common', 'common.save.more', 'common.constructor'])
    expect(Reflect.apply(t, undefined, [key])).toBe(key)
})
