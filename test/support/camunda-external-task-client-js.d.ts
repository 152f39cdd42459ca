/** What the tests use of the client; the package has no types of its own. */
declare module 'camunda-external-task-client-js' {
  interface Task {
    readonly id: string;
    readonly topicName: string;
    readonly processInstanceId: string;
    readonly businessKey: string | null;
    readonly retries: number | null;
    readonly errorMessage: string | null;
    readonly priority: number;
    readonly variables: Variables;
    readonly extensionProperties?: Readonly<Record<string, string>>;
  }

  export class Variables {
    get(name: string): unknown;
    getTyped(name: string): { readonly type: string; readonly value: unknown };
    getAll(): Record<string, unknown>;
    set(name: string, value: unknown): this;
    setTyped(name: string, typed: { type: string; value: unknown; valueInfo?: object }): this;
    setTransient(name: string, value: unknown): this;
  }

  interface TaskService {
    complete(task: Task, variables?: Variables, localVariables?: Variables): Promise<void>;
    handleFailure(
      task: Task,
      options: { errorMessage?: string; errorDetails?: string; retries?: number; retryTimeout?: number },
    ): Promise<void>;
    handleBpmnError(task: Task, errorCode: string, errorMessage?: string, variables?: Variables): Promise<void>;
    lock(task: Task, duration: number): Promise<void>;
    extendLock(task: Task, newDuration: number): Promise<void>;
    unlock(task: Task): Promise<void>;
  }

  interface ClientOptions {
    readonly baseUrl: string;
    readonly workerId?: string;
    readonly maxTasks?: number;
    readonly interval?: number;
    readonly lockDuration?: number;
    readonly asyncResponseTimeout?: number;
    readonly usePriority?: boolean;
    readonly sorting?: readonly { sortBy: string; sortOrder: string }[];
    readonly interceptors?: (options: { headers?: object }) => object;
  }

  type Handler = (work: { task: Task; taskService: TaskService }) => Promise<void>;

  export class Client {
    constructor(options: ClientOptions);
    on(event: string, listener: (...parameters: never[]) => void): this;
    subscribe(topic: string, handler: Handler): unknown;
    subscribe(topic: string, options: object, handler: Handler): unknown;
    stop(): void;
  }
}
