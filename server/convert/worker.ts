/** The worker thread in which one conversion runs. Started by server/ops/conversions.ts alone. */
import { serveTask } from './task.ts'
import { tasks } from './tasks.ts'

await serveTask(tasks)
