import type { Choices } from './choices.ts'

let context: AudioContext | undefined

/** A browser lets a page sound only after somebody pressed something on it. */
export function allowSound(): void {
  context ??= new AudioContext()
  if (context.state === 'suspended') void context.resume()
}

/** The partials of each sound: frequency (Hz), when it begins and how long it fades (s), and its share of the loudness. */
const sounds: Readonly<
  Record<Exclude<Choices['sound'], 'none'>, readonly (readonly [number, number, number, number])[]>
> = {
  bell: [
    [523.25, 0, 1.6, 0.1],
    [1046.5, 0, 0.7, 0.03],
    [659.25, 0.22, 1.8, 0.09],
  ],
  wood: [
    [392, 0, 0.14, 0.16],
    [294, 0.16, 0.18, 0.16],
  ],
}

/** One calm sound (R45). It is made here, so that no file has to be loaded for it. */
export function play(sound: Choices['sound']): void {
  if (sound === 'none' || context?.state !== 'running') return
  const now = context.currentTime
  for (const [frequency, delay, fade, share] of sounds[sound]) {
    const tone = context.createOscillator()
    const volume = context.createGain()
    tone.frequency.value = frequency
    volume.gain.setValueAtTime(0, now + delay)
    volume.gain.linearRampToValueAtTime(share, now + delay + 0.012)
    volume.gain.exponentialRampToValueAtTime(0.0001, now + delay + fade)
    tone.connect(volume).connect(context.destination)
    tone.start(now + delay)
    tone.stop(now + delay + fade)
  }
}
