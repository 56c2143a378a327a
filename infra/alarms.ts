import { Duration, Stack } from 'aws-cdk-lib'
import { CfnBudget } from 'aws-cdk-lib/aws-budgets'
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { FilterPattern, type ILogGroup } from 'aws-cdk-lib/aws-logs'
import { StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { Construct, type IConstruct } from 'constructs'
import { described } from './parts/described.ts'
import { DeskFunction } from './parts/desk-function.ts'
import { DeskTable } from './parts/desk-table.ts'
import { AlarmTopic } from './parts/topic.ts'

export interface AlarmsProps {
  /** The email address for alarms. @default - nobody, until somebody subscribes to the topic */
  readonly operator?: string
  /** @default - no budget */
  readonly monthlyBudget?: number
}

export interface Watched {
  /** The section of docs/operating/alarms.md that says what to do. */
  readonly page: string
  /** What has happened, for the person who reads the mail. */
  readonly says: string
  readonly metric: IMetric
  /** The alarm goes off above this value. @default 0 */
  readonly above?: number
}

const fiveMinutes = Duration.minutes(5)

/** An alarm can add up at most ten metrics, and each table has two. */
const tablesAtOnce = 5

/** The alarms that tell the operator about failures. */
export class Alarms extends Construct {
  private readonly topic: AlarmTopic

  constructor(scope: Construct, id: string, { operator, monthlyBudget }: AlarmsProps) {
    super(scope, id)
    this.topic = new AlarmTopic(this, 'Operator', operator)
    this.ofTheAccount()
    if (monthlyBudget !== undefined && operator !== undefined) this.budget(monthlyBudget, operator)
  }

  /** Sends an alarm that is defined elsewhere to the same topic. */
  hear(alarm: Alarm): void {
    this.topic.hears(alarm)
  }

  /** Watches every function, timer and table below this construct. */
  watchAllIn(scope: IConstruct): void {
    const all = scope.node.findAll()
    for (const fn of all) if (fn instanceof DeskFunction) this.watchFunction(fn)
    for (const machine of all) if (machine instanceof StateMachine) this.watchTimer(machine)
    const tables = all.filter(each => each instanceof DeskTable)
    for (let at = 0; at * tablesAtOnce < tables.length; at++)
      this.watchTables(at + 1, tables.slice(at * tablesAtOnce, (at + 1) * tablesAtOnce))
  }

  /** A function failed, so a client got an error or some work has to be repeated. */
  private watchFunction(fn: DeskFunction): void {
    this.watch(`${fn.node.id}Errors`, {
      page: 'function-errors',
      says: `The function ${fn.node.id} failed`,
      metric: fn.metricErrors({ period: fiveMinutes }),
    })
  }

  /** A timer was stopped or failed. Now only the sweep can wake that session or follow-up. */
  private watchTimer(machine: StateMachine): void {
    const name = machine.node.scope?.node.id ?? machine.node.id
    const [failed, timedOut] = [machine.metricFailed, machine.metricTimedOut].map(metric =>
      metric.call(machine, { period: fiveMinutes }),
    )
    if (!failed || !timedOut) return
    this.watch(`${name}Failed`, { page: 'failed-timers', says: `A timer of ${name} failed`, metric: failed })
    this.watch(`${name}TimedOut`, {
      page: 'failed-timers',
      says: `A timer of ${name} ran into its limit`,
      metric: timedOut,
    })
  }

  /** An API answers with 5xx or throttles requests, according to its access log. */
  watchApi(name: string, accessLog: ILogGroup): void {
    const statuses = { Failed: '5*', Throttled: '429' } as const
    const [failed, throttled] = Object.entries(statuses).map(([what, status]) => {
      const metricNamespace = `Coopdesk/${Stack.of(this).stackName}`
      const metricName = `${name}${what}`
      accessLog.addMetricFilter(what, {
        filterPattern: FilterPattern.stringValue('$.status', '=', status),
        metricNamespace,
        metricName,
        metricValue: '1',
      })
      return new Metric({ namespace: metricNamespace, metricName, statistic: Stats.SUM, period: fiveMinutes })
    })
    if (!failed || !throttled) return
    // A single failure in five minutes may be a request to a function that is just being replaced.
    this.watch(`${name}Failed`, {
      page: 'api-errors',
      says: `The ${name} API answers with errors`,
      metric: failed,
      above: 2,
    })
    this.watch(`${name}Throttled`, {
      page: 'throttles',
      says: `The ${name} API turns requests away`,
      metric: throttled,
      above: 10,
    })
  }

  /** Mails wait because the quota of the day is used up, according to the logs of the functions that send them. */
  watchMailQuota(...senders: readonly DeskFunction[]): void {
    const metricNamespace = `Coopdesk/${Stack.of(this).stackName}`
    const metricName = 'MailsOverQuota'
    for (const { logGroup } of senders)
      logGroup.addMetricFilter('OverQuota', {
        filterPattern: FilterPattern.stringValue('$.error', '=', 'OverQuota'),
        metricNamespace,
        metricName,
        metricValue: '1',
      })
    this.watch('MailsOverQuota', {
      page: 'mail-quota',
      says: 'Mails wait: the daily quota of SES is used up',
      metric: new Metric({ namespace: metricNamespace, metricName, statistic: Stats.SUM, period: fiveMinutes }),
    })
  }

  /** Tables that throttle requests. */
  private watchTables(number: number, tables: readonly Table[]): void {
    const usingMetrics = Object.fromEntries(
      tables.flatMap((table, at) =>
        ['ReadThrottleEvents', 'WriteThrottleEvents'].map(name => [
          `m${at}${name.charAt(0).toLowerCase()}`,
          table.metric(name, { statistic: Stats.SUM, period: fiveMinutes }),
        ]),
      ),
    )
    const expression = Object.keys(usingMetrics)
      .map(name => `FILL(${name}, 0)`)
      .join(' + ')
    this.watch(`TablesThrottled${number}`, {
      page: 'throttles',
      says: 'A table turns reads or writes away',
      metric: new MathExpression({ expression, usingMetrics, period: fiveMinutes }),
    })
  }

  /** Alerts the operator when the metric is above its limit for five minutes or an hour. */
  watch(id: string, { page, says, metric, above = 0 }: Watched): void {
    const alarm = new Alarm(this, id, {
      alarmDescription: described(says, page),
      metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    })
    this.topic.hears(alarm)
  }

  /** Values that AWS limits or watches for the whole account and region, so other systems in it count, too. */
  private ofTheAccount(): void {
    const perHour = { statistic: Stats.AVERAGE, period: Duration.hours(1) }
    this.watch('FunctionsThrottled', {
      page: 'throttles',
      says: 'Lambda turns calls away: the account runs as many functions at once as it may',
      metric: new Metric({
        namespace: 'AWS/Lambda',
        metricName: 'Throttles',
        statistic: Stats.SUM,
        period: fiveMinutes,
      }),
    })
    // SES reviews an account at 5 % bounces and 0.1 % complaints, and stops it at 10 % and 0.5 %. These limits are a little
    // lower. https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html
    this.watch('BounceRate', {
      page: 'bounces',
      says: 'Too many mails come back: SES may stop the account from sending',
      metric: new Metric({ namespace: 'AWS/SES', metricName: 'Reputation.BounceRate', ...perHour }),
      above: 0.04,
    })
    this.watch('ComplaintRate', {
      page: 'complaints',
      says: 'Too many people report mails as spam: SES may stop the account from sending',
      metric: new Metric({ namespace: 'AWS/SES', metricName: 'Reputation.ComplaintRate', ...perHour }),
      above: 0.0008,
    })
  }

  private budget(amount: number, operator: string): void {
    const told = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
      notification: { notificationType, comparisonOperator: 'GREATER_THAN', threshold, thresholdType: 'PERCENTAGE' },
      subscribers: [{ subscriptionType: 'EMAIL', address: operator }],
    })
    new CfnBudget(this, 'Budget', {
      budget: {
        budgetName: `${Stack.of(this).stackName}-monthly`,
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount, unit: 'USD' },
      },
      notificationsWithSubscribers: [told('ACTUAL', 80), told('FORECASTED', 100)],
    })
  }
}
