/** A request as a route needs it. */
export interface Request {
  /** Path parameters. */
  readonly path: Readonly<Record<string, string | undefined>>
  readonly body: string
  /** The web origin that it comes from; nothing from a client that is no browser. */
  readonly origin?: string
  readonly bearer?: string
  readonly at: number
}

export type Response = JsonResponse | PageResponse

export interface JsonResponse {
  readonly status: number
  readonly body: object
}

/** A page for a person's browser. */
export interface PageResponse {
  readonly status: number
  readonly html: string
}

/** What answers requests, by route key, e.g. `POST /tickets`. */
export type HttpRoutes = Readonly<Record<string, (request: Request) => Promise<Response>>>
