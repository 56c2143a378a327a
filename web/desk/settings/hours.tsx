import { Button } from 'react-aria-components'
import type { LibraryInFile } from './as-in-file.ts'
import { says, useLibrary } from './in-library.ts'
import { Field, PartForm } from './part-form.tsx'
import { type Drafts, faultsAt, usePart } from './use-part.ts'

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
type Weekday = (typeof weekdays)[number]

interface ClosedDay {
  readonly date: string
  /** Empty if the day has no name. */
  readonly name: string
}

interface HoursForm {
  /** As they are typed: 09:00-12:00, 13:00-17:00. */
  readonly hours: Readonly<Record<Weekday, string>>
  readonly days: readonly ClosedDay[]
}

function read({ hours, holidays, 'closed-days': closed }: LibraryInFile): HoursForm {
  const typed = (day: Weekday) => (hours[day] ?? []).join(', ')
  const [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = weekdays.map(typed)
  const days = [...holidays, ...closed.map(date => ({ date, name: '' }))]
  return {
    hours: {
      monday: monday ?? '',
      tuesday: tuesday ?? '',
      wednesday: wednesday ?? '',
      thursday: thursday ?? '',
      friday: friday ?? '',
      saturday: saturday ?? '',
      sunday: sunday ?? '',
    },
    days: days.sort((a, b) => a.date.localeCompare(b.date)),
  }
}

/** 9 and 9:30 as the desk writes them: 09:00, 09:30. */
const inFull = (time: string): string => {
  const [, hours, minutes = '00'] = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(time) ?? []
  return hours === undefined ? time : `${hours.padStart(2, '0')}:${minutes}`
}

const spansIn = (typed: string): readonly string[] =>
  typed
    .split(/[,;]/)
    .map(span =>
      span
        .trim()
        .split(/\s*[-–—]\s*/)
        .map(inFull)
        .join('-'),
    )
    .filter(Boolean)

const isNamed = ({ name }: ClosedDay): boolean => /\S/.test(name)

function write({ hours, days }: HoursForm) {
  const open = weekdays.flatMap(day => (spansIn(hours[day]).length > 0 ? [[day, spansIn(hours[day])] as const] : []))
  return {
    hours: open.length > 0 ? Object.fromEntries(open) : null,
    holidays: days.filter(isNamed),
    'closed-days': days.filter(day => !isNamed(day)).map(({ date }) => date),
  }
}

const drafts: Drafts<HoursForm> = new Map()

/** When the library is open: its week, drawn as it is typed, and the days on which it is not. */
export function Hours() {
  const { library } = useLibrary()
  const part = usePart(drafts, read, write)
  const { form, set, attempt } = part
  const faultsOf = (day: ClosedDay) =>
    isNamed(day)
      ? faultsAt(attempt.no, ['holidays', form.days.filter(isNamed).indexOf(day)])
      : faultsAt(attempt.no, ['closed-days', form.days.filter(each => !isNamed(each)).indexOf(day)])
  const changeDay = (at: number, to: Partial<ClosedDay>) =>
    set({ days: form.days.map((day, index) => (index === at ? { ...day, ...to } : day)) })
  const beside = [...weekdays.map(day => ['hours', day]), ['holidays'], ['closed-days']]
  return (
    <PartForm part={part} beside={beside}>
      <p className="lead">{says('hours.text', { zone: library['time-zone'] })}</p>
      <div className="week">
        {weekdays.map((day, at) => (
          <div key={day} className="weekday">
            <Field label={says(`day.${day}`)} faults={faultsAt(attempt.no, ['hours', day])}>
              {field => (
                <input
                  {...field}
                  value={form.hours[day]}
                  placeholder={says('hours.closed')}
                  onChange={({ target }) => set({ hours: { ...form.hours, [day]: target.value } })}
                />
              )}
            </Field>
            <DayDrawn spans={spansIn(form.hours[day])} before={spansIn(form.hours[weekdays[(at + 6) % 7] ?? day])} />
          </div>
        ))}
      </div>
      <p className="fine">{says('hours.hint')}</p>
      <h2>{says('days.title')}</h2>
      <ul className="days">
        {form.days.map((day, at) => (
          <li key={at}>
            <Field label={<span className="unseen">{says('days.date')}</span>} faults={faultsOf(day)}>
              {field => (
                <input
                  {...field}
                  type="date"
                  value={day.date}
                  onChange={({ target }) => changeDay(at, { date: target.value })}
                />
              )}
            </Field>
            <input
              aria-label={says('days.name')}
              placeholder={says('days.name.hint')}
              value={day.name}
              onChange={({ target }) => changeDay(at, { name: target.value })}
            />
            <Button
              className="link"
              aria-label={says('days.remove.label', { day: day.name || day.date })}
              onPress={() => set({ days: form.days.filter((_, index) => index !== at) })}
            >
              {says('days.remove')}
            </Button>
          </li>
        ))}
      </ul>
      <div>
        <Button className="plain" onPress={() => set({ days: [...form.days, { date: '', name: '' }] })}>
          {says('days.add')}
        </Button>
      </div>
    </PartForm>
  )
}

const minutesIn = (time: string): number => {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(time) ?? []
  return Number(hours) * 60 + Number(minutes)
}

const spanIn = (span: string) => {
  const [from = Number.NaN, to = Number.NaN] = span.split('-').map(minutesIn)
  return { from, to }
}

interface DayDrawnProps {
  readonly spans: readonly string[]
  /** Those of the day before, which may go on after midnight. */
  readonly before: readonly string[]
}

/** A day from midnight to midnight, as far as what is typed can be read. */
function DayDrawn({ spans, before }: DayDrawnProps) {
  const night = before.map(spanIn).flatMap(({ from, to }) => (to < from ? [{ from: 0, to }] : []))
  const day = spans.map(spanIn).flatMap(({ from, to }) => {
    if (to < from) return [{ from, to: 1440 }]
    return from < to && to <= 1440 ? [{ from, to }] : []
  })
  const open = [...night, ...day]
  return (
    <svg className="day-drawn" viewBox="0 0 1440 60" preserveAspectRatio="none" aria-hidden="true">
      <rect className="all-day" width="1440" height="60" />
      {open.map(({ from, to }) => (
        <rect key={from} className="open-hours" x={from} width={to - from} height="60" />
      ))}
      {[360, 720, 1080].map(at => (
        <path key={at} d={`M${at} 0v60`} />
      ))}
    </svg>
  )
}
