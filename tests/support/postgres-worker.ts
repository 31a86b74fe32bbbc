/** Tells the tests of a worker which PostgreSQL is theirs. */
import { inject } from 'vitest'

process.env.TEST_POSTGRES = inject('postgres')
