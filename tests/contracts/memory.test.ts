import { memorySettings } from '../memory/settings.ts'
import { memoryStaffRoom } from '../memory/staff-room.ts'
import { memoryTables } from '../memory/tables.ts'
import { factsContract } from './facts.contract.ts'
import { settingsContract } from './settings.contract.ts'
import { staffRoomContract } from './staff-room.contract.ts'
import { tablesContract } from './tables.contract.ts'

const keptMs = 90 * 86_400_000

tablesContract('memory', async () => memoryTables(({ events }) => Date.now() >= (events.at(-1)?.at ?? 0) + keptMs))
factsContract('memory', async () => memoryTables())
settingsContract(
  'memory',
  async () => memorySettings([], { at: '2026-11-24T10:00:00.000Z', by: 'it', through: 'file' }).store,
)
staffRoomContract('memory', async () => memoryStaffRoom())
