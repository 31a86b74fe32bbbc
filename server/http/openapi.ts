/** /api/v1/openapi.json, made from the contract itself, so that it cannot lag behind. */
import { z } from 'zod'
import { api, exportFormats, numberStyles, remarkFormats, type Route } from '../../shared/api.ts'
import { assembledReport } from '../../shared/api/assembled.ts'
import { pendingWays } from '../../shared/assemble/pending.ts'
import { auditFilter } from '../../shared/api/audit.ts'
import { comparisonFileQuery } from './comparison-files.ts'
import { materialQuery } from './material.ts'
import { scheduleTables } from '../convert/schedule.ts'
import { tableFormats } from '../convert/table.ts'
import { refusals } from '../../shared/errors.ts'
import { trackedChoices } from '../../shared/import/document-model.ts'

const jsonOf = (schema: z.ZodType, io: 'input' | 'output') => ({
  'application/json': { schema: z.toJSONSchema(schema, { io, unrepresentable: 'any' }) },
})

const errorSchema = z.object({
  error: z.object({
    code: z.enum(Object.keys(refusals)),
    message: z.string(),
    details: z.unknown().optional(),
  }),
})

const refused = { description: 'refused', content: jsonOf(errorSchema, 'output') }

/** What becomes of sections that are not accepted. */
const pendingParameter = { name: 'pending', in: 'query', required: false, schema: { enum: pendingWays } }

export function openApiDocument() {
  const paths: Record<string, Record<string, unknown>> = {}
  const put = (path: string, method: string, operation: unknown) => {
    const shown = path.replace(/:(\w+)/g, '{$1}')
    paths[shown] = { ...paths[shown], [method]: operation }
  }
  for (const [name, route] of Object.entries<Route>(api))
    put(route.path, route.method.toLowerCase(), operation(name, route))
  put('/reports/:reportId/assembled', 'get', {
    operationId: 'getAssembled',
    parameters: [...parametersOf('/reports/:reportId/assembled'), pendingParameter],
    responses: {
      200: {
        description: 'the numbered whole, front and back matter included',
        content: jsonOf(assembledReport, 'output'),
      },
      default: refused,
    },
  })
  put('/reports/:reportId/export', 'get', {
    operationId: 'exportReport',
    parameters: [
      ...parametersOf('/reports/:reportId/export'),
      { name: 'format', in: 'query', required: true, schema: { enum: exportFormats } },
      { name: 'numbers', in: 'query', required: false, schema: { enum: numberStyles } },
      pendingParameter,
    ],
    responses: { 200: { description: 'the file' }, default: refused },
  })
  put('/reports/:reportId/comparison/file', 'get', {
    operationId: 'exportComparison',
    parameters: [
      ...parametersOf('/reports/:reportId/comparison/file'),
      ...queryParametersOf(comparisonFileQuery),
    ],
    responses: { 200: { description: 'the file' }, default: refused },
  })
  put('/reports/:reportId/remarks', 'get', {
    operationId: 'exportRemarks',
    parameters: [
      ...parametersOf('/reports/:reportId/remarks'),
      { name: 'department', in: 'query', required: true, schema: { type: 'string' } },
      { name: 'format', in: 'query', required: true, schema: { enum: remarkFormats } },
    ],
    responses: {
      200: { description: 'what the checks found in the sections of a department' },
      default: refused,
    },
  })
  put('/reports/:reportId/pages', 'get', {
    operationId: 'getPages',
    parameters: [...parametersOf('/reports/:reportId/pages'), pendingParameter],
    responses: { 200: { description: 'the sheet as HTML, to be laid out in pages' }, default: refused },
  })
  put('/reports/:reportId/schedule', 'get', {
    operationId: 'exportSchedule',
    parameters: [
      ...parametersOf('/reports/:reportId/schedule'),
      { name: 'table', in: 'query', required: true, schema: { enum: scheduleTables } },
      { name: 'format', in: 'query', required: true, schema: { enum: tableFormats } },
      { name: 'zone', in: 'query', required: false, schema: { type: 'string' } },
    ],
    responses: { 200: { description: '分工方案 or 报送进度表' }, default: refused },
  })
  put('/reports/:reportId/adoption', 'get', {
    operationId: 'exportAdoption',
    parameters: [
      ...parametersOf('/reports/:reportId/adoption'),
      { name: 'format', in: 'query', required: true, schema: { enum: tableFormats } },
      { name: 'zone', in: 'query', required: false, schema: { type: 'string' } },
    ],
    responses: { 200: { description: '意见采纳情况表' }, default: refused },
  })
  put('/reports/:reportId/sections/:sectionId/attachments', 'post', {
    operationId: 'addAttachment',
    parameters: [
      ...parametersOf('/reports/:reportId/sections/:sectionId/attachments'),
      { name: 'name', in: 'query', required: true, schema: { type: 'string' } },
    ],
    requestBody: { required: true, content: { '*/*': { schema: { type: 'string', format: 'binary' } } } },
    responses: { 200: { description: 'its id, name and size' }, default: refused },
  })
  put('/reports/:reportId/attachments/:attachmentId', 'get', {
    operationId: 'readAttachment',
    parameters: parametersOf('/reports/:reportId/attachments/:attachmentId'),
    responses: { 200: { description: 'the file as it came' }, default: refused },
  })
  put('/reports/:reportId/sections/:sectionId/images', 'post', {
    operationId: 'addImage',
    parameters: parametersOf('/reports/:reportId/sections/:sectionId/images'),
    requestBody: { required: true, content: { 'image/*': { schema: { type: 'string', format: 'binary' } } } },
    responses: { 200: { description: 'imageId, and width and height as kept' }, default: refused },
  })
  put('/reports/:reportId/images/:imageId', 'get', {
    operationId: 'readImage',
    parameters: parametersOf('/reports/:reportId/images/:imageId'),
    responses: { 200: { description: 'the image as kept: PNG or JPEG' }, default: refused },
  })
  put('/reports/:reportId/material', 'post', {
    operationId: 'handInMaterial',
    parameters: [...parametersOf('/reports/:reportId/material'), ...queryParametersOf(materialQuery)],
    requestBody: { required: true, content: { '*/*': { schema: { type: 'string', format: 'binary' } } } },
    responses: {
      200: { description: 'materialId, and how many images could not be taken' },
      default: refused,
    },
  })
  put('/documents', 'post', {
    operationId: 'readDocument',
    parameters: [
      { name: 'name', in: 'query', required: true, schema: { type: 'string' } },
      { name: 'changes', in: 'query', required: false, schema: { enum: trackedChoices } },
    ],
    requestBody: { required: true, content: { '*/*': { schema: { type: 'string', format: 'binary' } } } },
    responses: { 200: { description: 'lines and blocks, images as base64, remarks' }, default: refused },
  })
  put('/tables', 'post', {
    operationId: 'readTable',
    requestBody: { required: true, content: { '*/*': { schema: { type: 'string', format: 'binary' } } } },
    responses: { 200: { description: 'the rows of the first sheet' }, default: refused },
  })
  put('/audit/export', 'get', {
    operationId: 'exportAudit',
    parameters: [
      ...queryParametersOf(auditFilter),
      { name: 'format', in: 'query', required: true, schema: { enum: ['csv', 'json'] } },
      { name: 'zone', in: 'query', required: false, schema: { type: 'string' } },
    ],
    responses: { 200: { description: 'the file' }, default: refused },
  })
  return {
    openapi: '3.1.0',
    info: { title: '统稿 Tonggao', version: '1' },
    servers: [{ url: '/api/v1' }],
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'tonggao-….session_token' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
    paths,
  }
}

function operation(name: string, { path, access, body, query, response }: Route) {
  return {
    operationId: name,
    security: access === 'public' ? [{}] : [{ session: [] }, { token: [] }],
    parameters: [...parametersOf(path), ...(query ? queryParametersOf(query) : [])],
    ...(body ? { requestBody: { required: true, content: jsonOf(body, 'input') } } : {}),
    responses: { 200: { description: 'done', content: jsonOf(response, 'output') }, default: refused },
  }
}

function parametersOf(path: string) {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
}

function queryParametersOf(query: z.ZodType) {
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' })
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
}
