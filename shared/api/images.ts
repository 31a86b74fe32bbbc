/** The contract of images beside their bytes, which travel as they are (server/http/images.ts). */
import { z } from 'zod'
import { limits } from '../limits.ts'
import { routes } from '../routes.ts'
import { define } from './route.ts'
import { id } from './values.ts'

export const imagesApi = define({
  /**
   * Takes over images that a text pasted or carried over from elsewhere names: from a report that the asking
   * person may read, or (null) from the section that this one was carried over from. They keep their names.
   */
  adoptImages: {
    ...routes.adoptImages,
    access: 'signed-in',
    body: z.object({ imageIds: z.array(id).min(1).max(limits.imagesAdopted), fromReportId: id.nullable() }),
    response: z.object({ imageIds: z.array(id) }),
  },
})
