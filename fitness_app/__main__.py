"""What `python -m fitness_app` runs."""

from fitness_app.kit import loading

if __name__ == "__main__":
    loading.load("fitness_app.commands").main()
