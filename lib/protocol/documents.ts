/** The documents that describe the desk's interfaces to programs: routes and frames. */
export const documentNames = ['openapi.json', 'asyncapi.json'] as const

export type DocumentName = (typeof documentNames)[number]
