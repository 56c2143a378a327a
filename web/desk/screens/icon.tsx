/** The drawings of the desk: one pen, one size, on a square of 24. */
const drawings = {
  send: 'M4.5 12h14M12.5 6l6 6-6 6',
  close: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  waiting: 'M7 4h10M7 20h10M8 4c0 5 8 6 8 8s-8 3-8 8M16 4c0 5-8 6-8 8s8 3 8 8',
  desk: 'M4 6h16v10h-9l-4 4v-4H4z',
  owed: 'M4 6.5h16v11H4zM4 7l8 6.5L20 7',
  library: 'M5 20V5M9.5 20V5M14 20V5M18 19.5L15.5 5',
  consortium: 'M12 5.5v5M12 10.5H6.5v4M12 10.5h5.5v4M10 3.5h4v3h-4zM4.5 14.5h4v4h-4zM15.5 14.5h4v4h-4z',
  down: 'M12 5v13M6.5 12.5L12 18l5.5-5.5',
  two: 'M9 11a3 3 0 100-6 3 3 0 000 6zM3.5 19c0-3 2.5-5 5.5-5s5.5 2 5.5 5M15.5 5.3a3 3 0 010 5.4M17 14.3c2 .7 3.5 2.4 3.5 4.7',
  me: 'M12 11.5a3.75 3.75 0 100-7.5 3.75 3.75 0 000 7.5zM5 20c0-3.5 3-5.5 7-5.5s7 2 7 5.5',
  more: 'M7 10l5 5 5-5',
  moon: 'M19 14.5A7.5 7.5 0 119.5 5a6 6 0 009.5 9.5z',
} as const

export function Icon({ of }: { readonly of: keyof typeof drawings }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={drawings[of]} />
    </svg>
  )
}
