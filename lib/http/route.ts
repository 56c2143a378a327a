/** The parts of a request that routes use. */
export interface Request {
  /** Path parameters. */
  readonly path: Readonly<Record<string, string | undefined>>
  readonly body: string
  /** The web origin that it comes from; undefined for a client outside a browser. */
  readonly origin?: string
  readonly bearer?: string
  /** The access token of a sign-in whose id token holds no address. */
  readonly accessToken?: string
  /** The address of the machine that sent it. @default - unknown */
  readonly address?: string
  readonly at: number
}

export type Response = JsonResponse | PageResponse

export interface JsonResponse {
  readonly status: number
  readonly body: object
  /** When to try again, seconds. */
  readonly retryAfter?: number
  /** For how many seconds anybody may keep it, a CDN included. It is the same for every page. @default - nobody may */
  readonly sharedFor?: number
}

/** A page, for a browser. */
export interface PageResponse {
  readonly status: number
  readonly html: string
}

/** The handlers of requests, by route key, e.g. `POST /tickets`. */
export type HttpRoutes = Readonly<Record<string, (request: Request) => Promise<Response>>>
