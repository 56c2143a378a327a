/** The drawings of the widget: one pen, one size, on a square of 24. */
const drawings = {
  aside: 'M5 9.5l7 6 7-6',
  more: 'M6 12h.01M12 12h.01M18 12h.01',
  send: 'M4.5 12h14M12.5 6l6 6-6 6',
  down: 'M12 5v13M6.5 12.5L12 18l5.5-5.5',
} as const

export function Icon({ of }: { readonly of: keyof typeof drawings }) {
  return (
    <svg class={`icon ${of}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={drawings[of]} />
    </svg>
  )
}
